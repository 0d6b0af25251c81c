"""Structural check of a tagged PDF. Not a proof of PDF/UA: that needs veraPDF or PAC."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdf
from pikepdf import Array, Dictionary, Name

TEXT_OPERATORS = {"Tj", "TJ", "'", '"'}
ARTIFACT = object()


def pages_of(document: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(document)).pages]


def read_aloud(document: bytes) -> str:
    """All words, each as it is written however it is drawn: what ActualText and the fonts' maps give."""
    return " ".join(pages_of(document))


def languages_of(document: bytes) -> set[str]:
    """Of the document, of parts of the structure tree, and of marked content."""
    with pikepdf.open(BytesIO(document)) as pdf:
        found = {str(pdf.Root.Lang)}
        for one in pdf.objects:
            if isinstance(one, Dictionary) and "/Lang" in one:
                found.add(str(one.Lang))
        return found


def first_heading(document: bytes) -> str:
    return pypdf.PdfReader(BytesIO(document)).outline[0].title


def claims_of(document: bytes) -> dict[str, str]:
    """The standards that the file says it keeps to."""
    with pikepdf.open(BytesIO(document)) as pdf, pdf.open_metadata() as metadata:
        names = ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")
        return {name: metadata[name] for name in names if name in metadata}


def faults(document: bytes, *, title: str, language: str = "nl") -> list[str]:
    with pikepdf.open(BytesIO(document)) as pdf:
        root = pdf.Root
        found = [f"qpdf: {said}" for said in pdf.check_pdf_syntax()]
        if not str(root.get("/Lang", "")).lower().startswith(language):
            found.append(f"Lang is {root.get('/Lang')!r}")
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
            found.append("DisplayDocTitle is not set")
        with pdf.open_metadata() as metadata:
            if metadata.get("dc:title") != title:
                found.append(f"title is {metadata.get('dc:title')!r}")
            if metadata.get("pdfuaid:part") != "1":
                found.append("no PDF/UA-1 claim")
        tree = _Structure(root)
        found += tree.faults
        there: set[tuple] = set()
        for number, page in enumerate(pdf.pages, start=1):
            found += _page_faults(number, page, tree.marked, there)
        found += [f"the tree names MCID {mcid}, which is on no page" for _page, mcid in tree.marked - there]
        return found


class _Structure:
    def __init__(self, root: Dictionary) -> None:
        self.marked: set[tuple] = set()
        self.faults: list[str] = []
        self.roles: list[str] = []
        if "/StructTreeRoot" not in root:
            self.faults.append("no structure tree")
            return
        self._visit(root.StructTreeRoot.get("/K"), None)
        headings = [role for role in self.roles if role in {"/H1", "/H2", "/H3"}]
        if headings[:1] != ["/H1"] or headings.count("/H1") == 0:
            self.faults.append(f"the first heading is not H1: {headings[:3]}")

    def _visit(self, node, page) -> None:
        if node is None:
            return
        if isinstance(node, Array):
            for child in node:
                self._visit(child, page)
            return
        if not isinstance(node, Dictionary):
            self.marked.add((page, int(node)))
            return
        page = node.Pg.objgen if "/Pg" in node else page
        if node.get("/Type") == Name.MCR:
            self.marked.add((page, int(node.MCID)))
        elif node.get("/Type") != Name.OBJR:
            role = str(node.get("/S", ""))
            self.roles.append(role)
            if role == "/Figure" and "/Alt" not in node:
                self.faults.append("a figure has no Alt")
            self._visit(node.get("/K"), page)


def _page_faults(number: int, page: pikepdf.Page, marked: set[tuple], there: set[tuple]) -> list[str]:
    """`there`: takes what is marked on this page."""
    found, stack = [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            stack.append(_mark(operands))
            if isinstance(stack[-1], int):
                there.add((page.obj.objgen, stack[-1]))
                if (page.obj.objgen, stack[-1]) not in marked:
                    found.append(f"page {number}: MCID {stack[-1]} is not in the structure tree")
        elif name == "EMC":
            stack.pop()
        elif name in TEXT_OPERATORS:
            marks = [mark for mark in stack if mark is not None]
            if not marks:
                found.append(f"page {number}: text outside every tag")
    for annotation in page.get("/Annots", []):
        if annotation.get("/Subtype") == Name.Link and "/Contents" not in annotation:
            found.append(f"page {number}: a link has no description")
    return found


def _mark(operands) -> object:
    if operands[0] == Name.Artifact:
        return ARTIFACT
    properties = operands[1] if len(operands) > 1 else None
    return int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None
