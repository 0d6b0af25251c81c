from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

RESULTS_PER_PAGE = 10


def search(request: HttpRequest) -> HttpResponse:
    """Pages only: nothing about a resident is ever in the search index."""
    query = request.GET.get("q", "").strip()
    found = Page.objects.live().public().search(query) if query else Page.objects.none()
    results = Paginator(found, RESULTS_PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "intranet/search.html", {"query": query, "results": results})
