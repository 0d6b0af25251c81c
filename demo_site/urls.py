from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth import views as auth_views
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from demo_site.intranet.views import search

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("kik/", include("kik_wagtail.urls")),
    path("inloggen/", auth_views.LoginView.as_view(template_name="intranet/login.html"), name="login"),
    path("uitloggen/", auth_views.LogoutView.as_view(), name="logout"),
    path("zoeken/", search, name="search"),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
]
pages = path("", include(wagtail_urls))
if settings.WAGTAIL_I18N_ENABLED:  # English pages stand below /en/; the Dutch addresses stay as they are
    urlpatterns += i18n_patterns(pages, prefix_default_language=False)
else:
    urlpatterns.append(pages)
