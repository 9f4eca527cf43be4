from django.db import migrations

# Signed copies are compared with the issued bytes: documents now know where theirs are. The owner may write this.
POINT = """
UPDATE documents_document d
SET file_key = f.key, file_size = f.size
FROM reports_report r JOIN reports_reportfile f ON (f.ugel_id, f.report_id) = (r.ugel_id, r.id) AND f.kind = 'pdf'
WHERE (d.ugel_id, d.id) = (r.ugel_id, r.document_id) AND d.file_sha256 = f.sha256 AND d.file_key = '';
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_frozen"), ("documents", "0004_frozen_papers")]
    operations = [migrations.RunSQL(POINT, migrations.RunSQL.noop)]
