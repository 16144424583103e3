"""Static files under names that change with their content, so that a browser may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):
    """The same for a script that another one imports: its name changes in the import too."""

    support_js_module_import_aggregation = True
