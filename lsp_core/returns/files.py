"""The one door for a file of any form: whatever came, what is behind it sees the same grid.

| Form | Known by | Read by |
|---|---|---|
| XLSX | a zip of parts | `xlsx_files`, with openpyxl |
| XLS | the old container | `xls_files`, with xlrd in a process of its own, because it was not made for hostile files |
| ODS | a zip with a `mimetype` | `ods_files`, with defusedxml |
| CSV | text | `csv_files` |

What is refused before anything is read is `lsp_core.returns.safety`.
"""

from pathlib import PurePath

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns.csv_files import read_csv
from lsp_core.returns.grid import Grid
from lsp_core.returns.ods_files import read_ods
from lsp_core.returns.safety import FileKind, check_file
from lsp_core.returns.xls_files import read_xls
from lsp_core.returns.xlsx_files import read_xlsx


def read_grid(name: str, content: bytes, sent_in: bool = False) -> Grid:
    """A file's sheets, by its bytes and not by its name; raises `ReturnRefusedError` for one that cannot be opened.

    Of a file `sent_in` as a return, a sheet that cannot be part of one is left off early, and macros are refused. Of
    any other, all is read.
    """
    plain_name = PurePath(name.replace("\\", "/")).name
    try:
        return _read(plain_name, content, sent_in)
    except ReturnRefusedError as refusal:
        refusal.where = refusal.where or plain_name
        raise


def _read(name: str, content: bytes, sent_in: bool) -> Grid:
    whole = not sent_in
    match check_file(content, sent_in):
        case FileKind.XLSX:
            return read_xlsx(content, whole=whole)
        case FileKind.XLS:
            return read_xls(content, whole=whole)
        case FileKind.ODS:
            return read_ods(content, whole=whole)
        case FileKind.CSV:
            return read_csv(name, content)
