"""The one tree of errors. It stands in the leftmost room so that every room can raise and catch it.

HyokashoError
├── SourceError             a file that can't be read: a row of `sources`, the run goes on (exit code 3 at its end)
│   ├── Empty               `empty`            no bytes, or nothing but white space
│   ├── Unopened            `unopened`         the file can't be opened: rights, broken link, gone while the run went on
│   ├── NotAPdf             `not_a_pdf`        named .pdf, but the bytes are something else
│   ├── DamagedPdf          `damaged_pdf`      truncated or broken: no page can be read
│   ├── Encrypted           `encrypted`        a password is needed
│   ├── NeedsOcr            `needs_ocr`        pages are pictures: no text layer
│   ├── NoText              `no_text`          pages are pictures in which no text could be told
│   ├── Unsupported         `unsupported`      a kind of file there is no reader for
│   ├── Undecodable         `undecodable`      no Japanese encoding fits the bytes
│   ├── DamagedArchive      `damaged_archive`  an archive that can't be opened or whose member is broken
│   ├── TooLarge            `too_large`        beyond a limit that keeps one file from stopping a run
│   ├── TimedOut            `timeout`          the outside clock ended the reading
│   ├── OutOfMemory         `memory`           reading it took more memory than a process may have
│   ├── Crashed             `crashed`          the process that read it died
│   ├── InternalError       `internal_error`   a defect of this program showed on the file
│   └── Outdated            `outdated`         read by a version whose tables do not fit this one's
├── UsageError              arguments that can't work (exit code 2)
│   ├── NothingToIngest
│   ├── DatasetNotWritable
│   ├── DatasetBusy
│   ├── ClusterFailed
│   ├── NotWritable
│   ├── UnknownSource
│   ├── UnknownDocument
│   ├── CannotServe
│   ├── WorkersFailed
│   ├── NoDataset
│   ├── QueryFailed
│   ├── ExportExists
│   ├── CorrectionsWrong
│   └── ExtraMissing
└── DefinitionError         a data file of this project (forms, document types) is wrong (exit code 4)

A fault inside a document that could be opened is no exception but a row of `issues` (`extract.sheet.Fault`).
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "CannotServe",
    "ClusterFailed",
    "CorrectionsWrong",
    "Crashed",
    "DamagedArchive",
    "DamagedPdf",
    "DatasetBusy",
    "DatasetNotWritable",
    "DefinitionError",
    "Empty",
    "Encrypted",
    "ExportExists",
    "ExtraMissing",
    "HyokashoError",
    "InternalError",
    "NeedsOcr",
    "NoDataset",
    "NoText",
    "NotAPdf",
    "NotWritable",
    "NothingToIngest",
    "OutOfMemory",
    "Outdated",
    "QueryFailed",
    "SourceError",
    "TimedOut",
    "TooLarge",
    "Undecodable",
    "UnknownDocument",
    "UnknownSource",
    "Unopened",
    "Unsupported",
    "UsageError",
    "WorkersFailed",
    "explain",
]


class HyokashoError(Exception):
    """Root of the tree: catch this to catch everything that hyokasho raises on purpose."""

    exit_code: ClassVar[int] = 1
    remedy: ClassVar[str] = "Please report this with the command you ran."


class SourceError(HyokashoError):
    """One file can't be read. Becomes a row of `sources` with status `failed` and this `code`."""

    exit_code = 3
    code: ClassVar[str] = "unreadable"
    remedy = "Look at the file in another program."


class Empty(SourceError):
    """The file holds nothing."""

    code = "empty"
    remedy = "Fetch the file again: the download may have been cut off."


class Unopened(SourceError):
    """The operating system does not hand out the bytes."""

    code = "unopened"
    remedy = "Check that the file still exists and that you may read it (ls -l), then run the same command again."


class NotAPdf(SourceError):
    """The name says PDF, the bytes say otherwise."""

    code = "not_a_pdf"
    remedy = "Open it in a text editor: often it is an error page saved in place of the document. If it is a text or HTML dump, give it the ending .txt or .html."


class DamagedPdf(SourceError):
    """No page of the PDF can be read."""

    code = "damaged_pdf"
    remedy = "Fetch the file again, or repair it (for example `qpdf broken.pdf repaired.pdf`)."


class Encrypted(SourceError):
    """The PDF asks for a password before it shows its pages."""

    code = "encrypted"
    remedy = "Remove the password (for example `qpdf --decrypt --password=… in.pdf out.pdf`) and ingest the result."


class NeedsOcr(SourceError):
    """The pages carry no text."""

    code = "needs_ocr"
    remedy = 'Install what recognises pages, `pip install "hyokasho[ocr]"`, and ingest it again, without --no-ocr.'


class NoText(SourceError):
    """The pages are pictures, and recognition finds no text in them."""

    code = "no_text"
    remedy = "Look at the file: handwriting, drawings and photographs hold no text that could be recognised."


class Unsupported(SourceError):
    """No reader for this kind of file."""

    code = "unsupported"
    remedy = "Print or save it as PDF, HTML or text, and ingest that."


class Undecodable(SourceError):
    """The bytes are text in no encoding that Japanese documents use."""

    code = "undecodable"
    remedy = "Convert the file to UTF-8 (for example with `iconv`) and ingest the result."


class DamagedArchive(SourceError):
    """An archive, or one of its members, can't be unpacked."""

    code = "damaged_archive"
    remedy = "Unpack it with another program and ingest the folder."


class TooLarge(SourceError):
    """The file goes beyond a limit that protects the run."""

    code = "too_large"
    remedy = "Split the file, or read it alone with `hyokasho show`."


class TimedOut(SourceError):
    """The outside clock ended the reading of the file."""

    code = "timeout"
    remedy = (
        "Give it more time on an idle machine (`hyokasho ingest FILE --force --jobs 1 --timeout 600`), or split it."
    )


class OutOfMemory(SourceError):
    """Reading the file took more memory than a process may have."""

    code = "memory"
    remedy = "Give it more (`hyokasho ingest FILE --force --jobs 1 --memory 8`, in GB), or split it."


class Crashed(SourceError):
    """The process that read the file died."""

    code = "crashed"
    remedy = (
        "Repair the file (for example `qpdf broken.pdf repaired.pdf`); "
        "if that does not help, please report it with the file."
    )


class InternalError(SourceError):
    """A defect of this program showed on the file."""

    code = "internal_error"
    remedy = "Please report it with the file and these lines."


class Outdated(SourceError):
    """What the dataset holds of the file was written by a version whose tables do not fit this one's, or is gone."""

    code = "outdated"
    remedy = "Ingest the file again."


class UsageError(HyokashoError):
    """The arguments can't work as given."""

    exit_code = 2
    remedy = "See `hyokasho --help`."


class NothingToIngest(UsageError):
    """No path holds a document."""

    remedy = "Name files, folders, archives (.zip, .tar.gz …) or URLs that hold .pdf, .txt, .md, .tsv or .html files."


class DatasetNotWritable(UsageError):
    """The dataset folder can't be made or written."""

    remedy = "Name another folder with --dataset, or change its rights."


class NoDataset(UsageError):
    """There is no dataset where one is asked for."""

    remedy = "Make one first: `hyokasho ingest PATH… --dataset DIR`."


class DatasetBusy(UsageError):
    """Another run holds the dataset."""

    remedy = "Wait until the other run has ended, then run `hyokasho publish`; what was read is kept."


class CorrectionsWrong(UsageError):
    """The file of corrections is not one."""

    remedy = (
        "Mend the line that is named (docs/review.md says what the columns hold), or take it out; nothing was changed."
    )


class ClusterFailed(UsageError):
    """The cluster can't be reached, or its workers can't do the work."""

    remedy = "Look at the scheduler and its workers (docs/operations.md), then run the same command again; what was read is kept."


class NotWritable(UsageError):
    """A log or report can't be written."""

    remedy = "Name another file, or change the rights of its folder."


class UnknownSource(UsageError):
    """The dataset holds no source of this name."""

    remedy = "Names are those of the column `uri` or `source_id`: `hyokasho sql 'SELECT uri, source_id FROM sources'`."


class CannotServe(UsageError):
    """The review pages can't be served, or not safely, at this address."""

    remedy = "Leave out --host to serve this machine alone; for others name --host and a long, random --token, behind TLS. Another --port may be free."


class UnknownDocument(UsageError):
    """The dataset holds no document, or no item of it, of this name."""

    remedy = "Find its id in the list: `hyokasho review`, or `hyokasho sql 'SELECT document_id, title FROM documents'`."


class WorkersFailed(UsageError):
    """The processes that read documents can't be started."""

    remedy = (
        "Look at the limits on processes and memory (`ulimit -a`, `free`), or use fewer with --jobs; what was read is kept. "
        "A script of your own calls it below `if __name__ == '__main__':`."
    )


class QueryFailed(UsageError):
    """The SQL can't be run."""

    remedy = "See the tables and columns with `hyokasho schema`."


class ExportExists(UsageError):
    """Something stands where the export should go."""

    remedy = "Name another place, or say --overwrite."


class ExtraMissing(UsageError):
    """What was asked for needs packages that only some people need; they are not installed."""

    remedy = (
        "Install them with hyokasho: `pip install 'hyokasho[remote]'` for URLs (s3, gs for theirs), `cluster` for Dask, "
        "`ocr` for scans, `xlsx` and `delta` for these exports, `review` for the review pages."
    )


class DefinitionError(HyokashoError):
    """A data file of this project does not follow its schema; the message names file and place."""

    exit_code = 4
    remedy = "Correct the data file that the message names."


def explain(error: SourceError) -> str:
    """Return what failed, and on the next line what to do about it."""
    what = str(error) or (type(error).__doc__ or error.code).strip().splitlines()[0]
    text = f"{what}\n{error.remedy}"
    return text.encode("utf-8", "backslashreplace").decode()  # half a surrogate pair fits into no table
