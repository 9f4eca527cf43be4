"""Public verification under /v/, the UGEL's own papers under /documentos/."""

from django.urls import include, path

from core.documents.views import letters, papers, sending, signing, verifying, wording

# /v/
public_urls = [
    path("", verifying.document_find, name="document_find"),
    path("<str:code>/", verifying.document_verify, name="document_verify"),
    path("<str:code>/pdf/<str:key>/", verifying.paper_download, name="paper_download"),
]
# /documentos/<pk>/
paper_urls = [
    path("", papers.paper_detail, name="paper_detail"),
    path("pdf/", papers.paper_file, name="paper_file"),
    path("imprimir/", papers.paper_print, name="paper_print"),
    path("expediente/", papers.paper_expediente, name="paper_expediente"),
    path("firmado-a-mano/", signing.scan_attach, name="scan_attach"),
    path("firmado-en-pdf/", signing.signed_attach, name="signed_attach"),
    path("firmado/<int:copy_pk>/retirar/", signing.copy_withdraw, name="copy_withdraw"),
    path("enviar/", sending.paper_mail, name="paper_mail"),
    path("entregas/nueva/", sending.delivery_record, name="delivery_record"),
    path("entregas/<int:delivery_pk>/registro/", sending.delivery_number, name="delivery_number"),
]
# /documentos/cartas/<pk>/
letter_urls = [
    path("", letters.letter_detail, name="letter_detail"),
    path("editar/", letters.letter_edit, name="letter_edit"),
    path("impresa/", letters.letter_preview, name="letter_preview"),
    path("word/", letters.letter_word, name="letter_word"),
    path("emitir/", letters.letter_issue, name="letter_issue"),
    path("corregir/", letters.letter_correct, name="letter_correct"),
    path("copiar/", letters.letter_copy, name="letter_copy"),
    path("descartar/", letters.letter_discard, name="letter_discard"),
]
# /documentos/plantillas/
template_urls = [
    path("", wording.template_list, name="template_list"),
    path("nueva/", wording.template_add, name="template_add"),
    path("<int:pk>/", wording.template_edit, name="template_edit"),
    path("<int:pk>/retirar/", wording.template_retire, name="template_retire"),
]
app_name = "documents"
urlpatterns = [
    path("v/", include(public_urls)),
    path("documentos/", papers.paper_list, name="paper_list"),
    path("documentos/borradores/", letters.letter_list, name="letter_list"),
    path("documentos/cartas/nueva/", letters.letter_choose, name="letter_choose"),
    path("documentos/cartas/empezar/", letters.letter_begin, name="letter_begin"),
    path("documentos/cartas/<int:pk>/", include(letter_urls)),
    path("documentos/plantillas/", include(template_urls)),
    path("documentos/estilo/", wording.style_edit, name="style_edit"),
    path("documentos/<int:pk>/", include(paper_urls)),
]
