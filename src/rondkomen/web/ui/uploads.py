"""How much may be sent: refused from the announced size, before a byte of it is written to disk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class SizeLimit(FileUploadHandler):
    """Stands before the handlers that keep a file; whoever is not signed in has no file to send."""

    def handle_raw_input(self, _body: Any, _meta: Any, content_length: int, *_: Any) -> None:
        """Nothing, when the request is small enough.

        Raises: RequestDataTooBig, which Django answers with 400.
        """
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated
        most = settings.UPLOAD_LIMIT_BYTES if known else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if content_length > most:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The data as they came, for the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing: the next handler keeps the file."""
