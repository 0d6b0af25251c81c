"""What the site's own pages and screens look like to its own people, without what differs at every request."""

import re

# in the filter of the page list: it names every page type of the site, ours among them
PAGE_TYPE = re.compile(r'<div>\s*<label for="id_content_type_\d+">.*?</label>\s*</div>', re.DOTALL)
PAGES = ("/", "/about/", "/nowhere/", "/beheer/login/")
SCREENS = ("/beheer/snippets/agency/resident/", "/beheer/snippets/agency/resident/add/", "/beheer/pages/")
CHANGING = re.compile(
    r'(csrfmiddlewaretoken" value="|csrfToken[^:]*: *"|CSRF_TOKEN[^:]*: *[\'"]|data-csrf[^=]*=")[\w-]+|\?[vh]=\w+'
)


def looks_of(client_class):
    visitor, editor = client_class(), client_class()
    assert editor.login(email="editor@agency.example", password="pw")
    # of the screens only the middle part: the menu may gain entries for those who have a role
    return {path: [visitor.get(path).status_code, _text(visitor.get(path))] for path in PAGES} | {
        path: [editor.get(path).status_code, _main(_text(editor.get(path)))] for path in SCREENS
    }


def _text(response):
    html = PAGE_TYPE.sub("", CHANGING.sub("", response.content.decode()))
    # Wagtail keeps some class names in a set: their order differs from process to process
    return re.sub(r'class="([^"]*)"', lambda found: f'class="{" ".join(sorted(found[1].split()))}"', html)


def _main(html):
    return html[html.index("<main") : html.index("</main>")] if "<main" in html else html
