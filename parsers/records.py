"""Every table of the dataset, declared once: one dataclass per table, every column with its English and Japanese description.

The Arrow schema, the data dictionary, `datapackage.json` and the docs are generated from these declarations.
Types are the logical ones of the dataset (`Int32`, `Date`, …); a column may be null exactly where its type says `| None`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, ClassVar

__all__ = [
    "TABLES",
    "AgendaItem",
    "Assessment",
    "Attendee",
    "Change",
    "Checkbox",
    "Choice",
    "Comment",
    "CommentCount",
    "Consultation",
    "DateMention",
    "Document",
    "InDocument",
    "Issue",
    "Item",
    "LawCitation",
    "Meeting",
    "Outsourcing",
    "Placed",
    "ProcedureItem",
    "Recipient",
    "Recommendation",
    "Record",
    "RecordItem",
    "Reference",
    "Risk",
    "Section",
    "Source",
    "System",
    "Utterance",
]

Int32 = Annotated[int, "int32"]
Int64 = Annotated[int, "int64"]
Float32 = Annotated[float, "float32"]
Float64 = Annotated[float, "float64"]
Seconds = Annotated[datetime, "timestamp[s]"]
Micros = Annotated[datetime, "timestamp[us, UTC]"]


def column(en: str, ja: str, *, allowed: tuple[str, ...] = (), unit: str = "") -> Any:
    """Declare a column that is always filled. `allowed` lists its values where they are a closed set."""
    return field(metadata={"en": en, "ja": ja, "allowed": allowed, "unit": unit})


def nullable(en: str, ja: str, *, allowed: tuple[str, ...] = (), unit: str = "") -> Any:
    """Declare a column that may be null: not in the document, or not readable."""
    return field(default=None, metadata={"en": en, "ja": ja, "allowed": allowed, "unit": unit})


def several(en: str, ja: str) -> Any:
    """Declare a list column; empty where the document has nothing to list."""
    return field(default=(), metadata={"en": en, "ja": ja, "allowed": (), "unit": ""})


STATUS = ("read", "blank", "absent", "unreadable", "inferred", "corrected")
STATUS_EN = "How the value was read: read, blank (place there, empty), absent (no such place in the source), unreadable (damaged: value null), inferred (by a stated rule), corrected (by a reviewer)"
STATUS_JA = "読み取りの状態。read 読取、blank 欄はあるが空、absent 原文に欄がない、unreadable 損傷のため読めない(値は null)、inferred 規則による推定、corrected 確認者による訂正"
NUMBER_EN = "Running number within the document and table, from 1, in reading order"
NUMBER_JA = "文書内・表内の連番(1 から、読み順)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of a table. `TABLE` is the table's name, `ABOUT` its description, `LIMITS` what it can't tell (English, Japanese)."""

    TABLE: ClassVar[str] = ""
    ABOUT: ClassVar[tuple[str, str]] = ("", "")
    LIMITS: ClassVar[tuple[str, str]] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class InDocument(Record):
    """A row that belongs to a document."""

    document_id: str = column(
        "Document: source_id, a hyphen and the part number", "文書 ID(source_id とハイフンと部分番号)"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(InDocument):
    """A row that was read from a place in the source. Its place columns stand last in the table."""

    page: Int32 | None = nullable("Page of a PDF, from 1", "PDF のページ(1 から)")
    x0: Float32 | None = nullable(
        "Left edge in points, origin top left of the page as displayed",
        "左端(ポイント、表示ページの左上が原点)",
        unit="points",
    )
    y0: Float32 | None = nullable(
        "Top edge in points, origin top left of the page as displayed",
        "上端(ポイント、表示ページの左上が原点)",
        unit="points",
    )
    x1: Float32 | None = nullable(
        "Right edge in points, origin top left of the page as displayed",
        "右端(ポイント、表示ページの左上が原点)",
        unit="points",
    )
    y1: Float32 | None = nullable(
        "Bottom edge in points, origin top left of the page as displayed",
        "下端(ポイント、表示ページの左上が原点)",
        unit="points",
    )
    char_start: Int64 | None = nullable(
        "First character in a text dump: offset in code points into the decoded source text",
        "テキストでの開始位置(復号した原文の符号位置数)",
        unit="code points",
    )
    char_end: Int64 | None = nullable(
        "End in a text dump (exclusive): offset in code points into the decoded source text",
        "テキストでの終了位置(この文字を含まない、復号した原文の符号位置数)",
        unit="code points",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """One input file, failures too."""

    TABLE: ClassVar[str] = "sources"
    ABOUT: ClassVar[tuple[str, str]] = (
        "One row per input file, failures too",
        "入力ファイル 1 件につき 1 行(失敗も含む)",
    )

    source_id: str | None = column(
        "First 16 hex digits of the SHA-256 of the bytes; null when the bytes could not be had",
        "内容の SHA-256 の先頭 16 桁。内容を得られなかったときは null",
    )
    uri: str = column(
        "The path or URL as the user gave it, a URL without its password",
        "利用者が指定したパスまたは URL(パスワードは除く)",
    )
    sha256: str | None = column("SHA-256 of the bytes, hex", "内容の SHA-256(16 進)")
    bytes: Int64 | None = column("Size in bytes", "バイト数", unit="bytes")
    media_type: str | None = column("What the bytes are", "内容の種類(メディアタイプ)")
    encoding: str | None = column("Character encoding of a text dump", "テキストの文字コード")
    pages: Int32 | None = column("Pages of a PDF", "PDF のページ数", unit="pages")
    status: str = column(
        "ok, partial (some of it could not be read), failed",
        "ok 成功、partial 一部読めず、failed 失敗",
        allowed=("ok", "partial", "failed"),
    )
    error_code: str | None = column("Why it failed, from a closed list", "失敗の理由(定められた符号)")
    error: str | None = column("What failed and what to do about it", "失敗の内容と対処")
    documents: Int32 = column("Documents found in it", "含まれる文書の数")
    seconds: Float64 | None = column("Time spent on it, in seconds", "処理に要した秒数", unit="seconds")
    reader: str | None = column("Engine that read it, with its version", "読み取りに用いたエンジンと版")
    version: str | None = column("Version of hyokasho that read it", "読み取った hyokasho の版")
    ingested_at: Micros | None = column("When it was read (UTC)", "読み取った時刻(UTC)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(InDocument):
    """One document: a file, or a part of a file that bundles several."""

    TABLE: ClassVar[str] = "documents"
    ABOUT: ClassVar[tuple[str, str]] = (
        "One row per document; a file can bundle several",
        "文書 1 件につき 1 行(1 ファイルに複数の文書がありうる)",
    )

    source_id: str = column("File it stands in", "収録ファイル")
    part: Int32 = column("Number of the document within the file, from 1", "ファイル内での文書の番号(1 から)")
    document_type: str = column("Kind of document, from a closed list", "文書の種類(定められた符号)")
    title: str | None = nullable("Title as printed, wrapped lines joined", "標題(折り返しは連結)")
    organisation: str | None = nullable("Organisation as printed", "機関名(原文のまま)")
    organisation_code: str | None = nullable("Local government code, 6 digits", "全国地方公共団体コード(6 桁)")
    municipality: str | None = nullable("Municipality", "市区町村名")
    prefecture: str | None = nullable("Prefecture", "都道府県名")
    document_date: date | None = nullable(
        "Date of the document itself; of minutes and agendas the day of the meeting",
        "文書そのものの日付。会議録と次第は開催日",
    )
    page_first: Int32 | None = nullable("First page in the PDF", "PDF での最初のページ")
    page_last: Int32 | None = nullable("Last page in the PDF", "PDF での最後のページ")
    char_start: Int64 | None = nullable("Start in the decoded text", "復号した原文での開始位置", unit="code points")
    char_end: Int64 | None = nullable(
        "End in the decoded text (exclusive)", "復号した原文での終了位置(含まない)", unit="code points"
    )
    chars: Int64 = column(
        "Non-space characters of the document, markup not counted",
        "空白とマークアップを除いた文字数",
        unit="characters",
    )
    coverage: Float64 = column(
        "Share of these characters that a row of another table accounts for, 0 to 1",
        "そのうち他の表の行に収められた文字の割合(0 から 1)",
        unit="share, 0 to 1",
    )
    issues: Int32 = column("Rows of issues of the document", "issues の行数")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Placed):
    """One entry of a document's outline."""

    TABLE: ClassVar[str] = "sections"
    ABOUT: ClassVar[tuple[str, str]] = ("The outline of every document, with its text", "各文書の見出し構造と本文")
    LIMITS: ClassVar[tuple[str, str]] = (
        "Headings are told by their markers: a heading without one is text of the section before it",
        "番号のない見出しは、前の見出しの本文に含まれる",
    )

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    parent: Int32 | None = nullable("no of the section it stands in", "親の見出しの no")
    level: Int32 = column("Depth, from 1", "深さ(1 から)")
    marker: str | None = nullable("Marker as printed (Ⅱ, 3., リスク1, (別添2) …)", "見出し番号(原文のまま)")
    title: str | None = nullable("Title without its marker", "見出し(番号を除く)")
    path: tuple[str, ...] = several("Titles from the top to this section", "最上位からこの見出しまでの経路")
    text: str | None = nullable("Own text, without that of its subsections", "本文(下位の見出しの分を除く)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Placed):
    """One item of a form, filled or blank."""

    TABLE: ClassVar[str] = "items"
    ABOUT: ClassVar[tuple[str, str]] = (
        "Every item of a form, filled, blank or absent",
        "様式の全項目(空欄・欠落も含む)",
    )
    LIMITS: ClassVar[tuple[str, str]] = (
        "value is what was printed, not what is true; a text cut off in the print is cut off here",
        "値は記載のとおりであり、事実の確認ではない。印刷で切れた文は切れたまま",
    )

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    section_no: Int32 | None = nullable("no of its section", "属する見出しの no")
    key: str = column("Stable English key of the form definition", "様式定義の項目キー")
    label: str = column("Official label without marker and ※", "公式の項目名(番号と※を除く)")
    marker: str | None = nullable("Marker as printed", "項目番号(原文のまま)")
    chapter: str | None = nullable("Ⅰ to Ⅵ, or cover", "章(Ⅰ から Ⅵ、または cover)")
    heading: str | None = nullable("Title of its numbered section", "属する節の見出し")
    file_no: Int32 | None = nullable(
        "Which 特定個人情報ファイル, from 1, where the chapter repeats",
        "特定個人情報ファイルの番号(章が繰り返されるとき、1 から)",
    )
    group: str | None = nullable(
        "Kind of repeated block",
        "繰り返しの種類",
        allowed=("system", "outsourcing", "provision", "transfer", "risk"),
    )
    group_no: Int32 | None = nullable("Number of the block", "繰り返しの番号")
    kind: str = column("Kind of value", "値の種類", allowed=("text", "choice", "checkboxes", "date", "count"))
    value: str | None = nullable(
        "Text; the selected label of a choice; checked labels joined by 、; a date as printed",
        "値。選択肢は選ばれた名称、チェック欄は選ばれた名称を「、」で連結、日付は原文のまま",
    )
    number: Int64 | None = nullable("Number read from the value", "値から読み取った数")
    date_start: date | None = nullable("First day of the date", "日付の初日")
    date_end: date | None = nullable("Last day of the date (inclusive)", "日付の末日(含む)")
    status: str = column(STATUS_EN, STATUS_JA, allowed=STATUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Placed):
    """One option of a choice item."""

    TABLE: ClassVar[str] = "choices"
    ABOUT: ClassVar[tuple[str, str]] = ("One row per option of every choice item", "選択項目の選択肢 1 件につき 1 行")
    LIMITS: ClassVar[tuple[str, str]] = (
        "An item without any selected option was blank or could not be read: its status in items says which",
        "選択のない項目は空欄か読取不能。items の status を参照",
    )

    item_no: Int32 = column("no of the item", "項目の no")
    no: Int32 = column("Number of the option, printed or of the form", "選択肢の番号")
    label: str = column("Label of the option", "選択肢の名称")
    selected: bool | None = nullable(
        "Whether it is the selected one; null when unreadable", "選ばれたか。読めないときは null"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkbox(Placed):
    """One box of a checkbox item."""

    TABLE: ClassVar[str] = "checkboxes"
    ABOUT: ClassVar[tuple[str, str]] = ("One row per box of every checkbox item", "チェック欄 1 個につき 1 行")

    item_no: Int32 = column("no of the item", "項目の no")
    no: Int32 = column("Number of the box within the item, from 1", "項目内の番号(1 から)")
    label: str = column("Label of the box", "チェック欄の名称")
    checked: bool | None = nullable("Checked or not; null when unreadable", "印があるか。読めないときは null")
    detail: str | None = nullable("Text in its parentheses", "括弧内の記載")
    status: str = column(STATUS_EN, STATUS_JA, allowed=STATUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(InDocument):
    """The main facts of a 評価書 in one wide row."""

    TABLE: ClassVar[str] = "assessments"
    ABOUT: ClassVar[tuple[str, str]] = ("One wide row per 評価書", "評価書 1 件につき 1 行")
    LIMITS: ClassVar[tuple[str, str]] = (
        "The form version is that of the stamp on the cover, which agencies keep for years; items.key follows the labels printed",
        "form_version は表紙の記載であり、実際の様式と異なることがある",
    )

    kind: str = column("Kind of assessment", "評価書の種類", allowed=("basic", "priority", "full"))
    form_version: str | None = nullable("Form version as printed on the cover", "様式の版(表紙の記載)")
    number: str | None = nullable("評価書番号", "評価書番号")
    name: str | None = nullable("評価書名", "評価書名")
    organisation: str | None = nullable("評価実施機関名 as printed", "評価実施機関名(原文のまま)")
    published_on: date | None = nullable("公表日", "公表日")
    office: str | None = nullable("事務の名称", "事務の名称")
    subjects: str | None = nullable("対象人数: the selected band", "対象人数(選ばれた区分)")
    subjects_min: Int64 | None = nullable("Lower bound of the band, inclusive", "区分の下限(含む)", unit="persons")
    subjects_max: Int64 | None = nullable(
        "Upper bound of the band, exclusive; null when open", "区分の上限(含まない)。上限なしは null", unit="persons"
    )
    handlers: str | None = nullable("取扱者数: the selected band", "取扱者数(選ばれた区分)")
    network_linkage: str | None = nullable("情報連携: ①実施の有無", "情報連携の①実施の有無")
    department: str | None = nullable("担当部署: ①部署", "担当部署の①部署")
    head: str | None = nullable("担当部署: ②所属長(の役職名)", "担当部署の②所属長(の役職名)")
    basic_assessed_on: date | None = nullable("基礎項目評価の実施日", "基礎項目評価の実施日")
    threshold_result: str | None = nullable("しきい値判断結果", "しきい値判断結果")
    opinions_from: date | None = nullable("First day of the hearing of opinions", "意見聴取の初日")
    opinions_to: date | None = nullable("Last day of the hearing of opinions", "意見聴取の末日")
    reviewed_on: date | None = nullable("第三者点検の実施日", "第三者点検の実施日")
    systems: tuple[str, ...] = several("Names of the systems", "システムの名称")
    files: tuple[str, ...] = several("特定個人情報ファイル名", "特定個人情報ファイル名")
    declared_outsourcing: Int32 | None = nullable("委託 declared in ( n )件", "委託の件数(記載)")
    declared_provisions: Int32 | None = nullable("提供 declared in ( n )件", "提供の件数(記載)")
    declared_transfers: Int32 | None = nullable("移転 declared in ( n )件", "移転の件数(記載)")


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Placed):
    """One system of an assessment."""

    TABLE: ClassVar[str] = "systems"
    ABOUT: ClassVar[tuple[str, str]] = ("Systems that handle the files", "使用するシステム")

    no: Int32 = column("Number of the block as printed", "印刷された番号")
    name: str | None = nullable("①システムの名称", "①システムの名称")
    functions: str | None = nullable("②システムの機能", "②システムの機能")
    connections: tuple[str, ...] = several(
        "③他のシステムとの接続: checked labels", "③他のシステムとの接続(印のあるもの)"
    )
    other_connections: str | None = nullable("Text in the parentheses of その他", "その他の括弧内")
    item_no: Int32 | None = nullable("no of the item that holds its name", "名称の項目の no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsourcing(Placed):
    """One 委託事項."""

    TABLE: ClassVar[str] = "outsourcing"
    ABOUT: ClassVar[tuple[str, str]] = ("委託事項: what is outsourced, to whom", "委託事項")
    LIMITS: ClassVar[tuple[str, str]] = (
        "Blocks that nobody filled in have no row. Names of companies are not unified",
        "記入のない欄は行にならない。委託先名の名寄せはしていない",
    )

    file_no: Int32 | None = nullable("Which file", "ファイル番号")
    no: Int32 = column("Number of the block as printed", "印刷された番号")
    name: str | None = nullable("Name of the 委託事項", "委託事項の名称")
    content: str | None = nullable("①委託内容", "①委託内容")
    scope: str | None = nullable("取扱いを委託するファイルの範囲", "取扱いを委託するファイルの範囲")
    subjects: str | None = nullable("対象となる本人の数", "対象となる本人の数")
    subjects_scope: str | None = nullable("対象となる本人の範囲", "対象となる本人の範囲")
    reason: str | None = nullable("その妥当性", "その妥当性")
    handlers: str | None = nullable("委託先における取扱者数", "委託先における取扱者数")
    methods: tuple[str, ...] = several("提供方法: checked labels", "提供方法(印のあるもの)")
    other_method: str | None = nullable("Text in the parentheses of その他", "その他の括弧内")
    contractor_disclosure: str | None = nullable("委託先名の確認方法", "委託先名の確認方法")
    contractor: str | None = nullable("委託先名", "委託先名")
    redelegation: str | None = nullable("再委託の有無: the selected label", "再委託の有無(選ばれた名称)")
    redelegation_consent: str | None = nullable("再委託の許諾方法", "再委託の許諾方法")
    redelegated_work: str | None = nullable("再委託事項", "再委託事項")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient(Placed):
    """One 提供先 or 移転先."""

    TABLE: ClassVar[str] = "recipients"
    ABOUT: ClassVar[tuple[str, str]] = ("提供先 and 移転先", "提供先と移転先")
    LIMITS: ClassVar[tuple[str, str]] = (
        "Forms list at most some recipients; the declared number in assessments can be larger",
        "記載は一部にとどまることがあり、件数は assessments を参照",
    )

    file_no: Int32 | None = nullable("Which file", "ファイル番号")
    kind: str = column("provision (提供先) or transfer (移転先)", "提供先か移転先か", allowed=("provision", "transfer"))
    no: Int32 = column("Number of the block as printed", "印刷された番号")
    name: str | None = nullable("Name of the recipient", "提供先・移転先の名称")
    legal_basis: str | None = nullable("①法令上の根拠", "①法令上の根拠")
    use: str | None = nullable("②提供先・移転先における用途", "②提供先・移転先における用途")
    information: str | None = nullable("③提供・移転する情報", "③提供・移転する情報")
    subjects: str | None = nullable("④対象となる本人の数", "④対象となる本人の数")
    subjects_scope: str | None = nullable("⑤対象となる本人の範囲", "⑤対象となる本人の範囲")
    methods: tuple[str, ...] = several("⑥提供・移転方法: checked labels", "⑥提供・移転方法(印のあるもの)")
    other_method: str | None = nullable("Text in the parentheses of その他", "その他の括弧内")
    timing: str | None = nullable("⑦時期・頻度", "⑦時期・頻度")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordItem(Placed):
    """One entry of 特定個人情報ファイル記録項目."""

    TABLE: ClassVar[str] = "record_items"
    ABOUT: ClassVar[tuple[str, str]] = ("Entries of 特定個人情報ファイル記録項目", "特定個人情報ファイル記録項目")
    LIMITS: ClassVar[tuple[str, str]] = (
        "Where the form points to another paper for its list, there is no row",
        "別紙参照の場合は行がない",
    )

    file_no: Int32 | None = nullable("Which file", "ファイル番号")
    file_name: str | None = nullable("Name of the file in the heading of the list", "一覧の見出しにあるファイル名")
    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    name: str = column("Entry as printed", "記録項目(原文のまま)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Placed):
    """One リスク and what is done about it."""

    TABLE: ClassVar[str] = "risks"
    ABOUT: ClassVar[tuple[str, str]] = ("リスク, measures and their adequacy", "リスクと対策")
    LIMITS: ClassVar[tuple[str, str]] = ("adequacy is the agency's own answer", "adequacy は評価実施機関自身の回答")

    file_no: Int32 | None = nullable("Which file", "ファイル番号")
    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    chapter: str | None = nullable("Chapter", "章")
    heading: str | None = nullable("Title of its numbered section", "属する節の見出し")
    marker: str | None = nullable("リスク1 … as printed", "リスクの番号(原文のまま)")
    risk: str | None = nullable("The risk", "リスクの名称")
    measures: str | None = nullable("Measures", "措置の内容")
    adequacy: str | None = nullable(
        "リスクへの対策は十分か: the selected label", "リスクへの対策は十分か(選ばれた名称)"
    )
    status: str = column(STATUS_EN, STATUS_JA, allowed=STATUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Placed):
    """One logical row of 変更箇所."""

    TABLE: ClassVar[str] = "changes"
    ABOUT: ClassVar[tuple[str, str]] = (
        "変更箇所: one row per logical row, page fragments joined",
        "変更箇所(ページをまたぐ行は 1 行に連結)",
    )
    LIMITS: ClassVar[tuple[str, str]] = (
        "item, before and after are the agency's own words: they need not quote the form",
        "項目・記載は評価実施機関の表現であり、様式の文言と一致しないことがある",
    )

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    changed_on: date | None = nullable(
        "変更日; where 同上 is printed, that of the row above", "変更日。「同上」などは上の行の日付"
    )
    changed_on_printed: str | None = nullable("変更日 as printed", "変更日(原文のまま)")
    item: str | None = nullable("項目", "項目")
    before: str | None = nullable("変更前の記載", "変更前の記載")
    after: str | None = nullable("変更後の記載", "変更後の記載")
    submission: str | None = nullable(
        "提出時期; where 同上 is printed, that of the row above",
        "提出時期。「同上」などは上の行の値",
        allowed=("事前", "事後"),
    )
    reason: str | None = nullable("提出時期に係る説明", "提出時期に係る説明")
    page_printed: str | None = nullable(
        "頁 of the assessment that the table of a 第三者点検結果 names, as printed",
        "第三者点検結果の表に記載された評価書の頁(原文のまま)",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(InDocument):
    """The header of minutes or of an agenda."""

    TABLE: ClassVar[str] = "meetings"
    ABOUT: ClassVar[tuple[str, str]] = ("One row per minutes or agenda", "会議録・会議次第 1 件につき 1 行")
    LIMITS: ClassVar[tuple[str, str]] = (
        "Summary minutes have no speeches; a time without its day is null",
        "要点記録には発言がない。日の不明な時刻は null",
    )

    name: str | None = nullable("Name of the meeting as printed", "会議の名称(原文のまま)")
    body: str | None = nullable("The council or committee", "審議会等の名称")
    organisation: str | None = nullable("Organisation", "機関名")
    fiscal_year: Int32 | None = nullable("Fiscal year (from April)", "年度(西暦)")
    round: Int32 | None = nullable("第n回", "回次")
    starts_at: Seconds | None = nullable(
        "Start, local time; where no time is printed (issue time_not_printed), the beginning of the day",
        "開始日時(現地時刻)。時刻の記載がないとき(issue time_not_printed)はその日の 0 時",
    )
    ends_at: Seconds | None = nullable("End, local time", "終了日時(現地時刻)")
    place: str | None = nullable("Place", "開催場所")
    chair: str | None = nullable("Chair", "会長・座長")
    visitors: Int32 | None = nullable("Number of visitors", "傍聴者数", unit="persons")
    conclusion: str | None = nullable("Conclusion", "結論")
    held_on: date | None = nullable("Day of the meeting", "開催日")
    openness: str | None = nullable("Open to the public or not, as printed", "会議の公開・非公開(原文のまま)")
    next_meeting: str | None = nullable("Next meeting, as printed", "次回開催予定(原文のまま)")
    next_on: date | None = nullable("Day of the next meeting, where one is named", "次回開催日(日が示されているとき)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee(Placed):
    """One person of the header."""

    TABLE: ClassVar[str] = "attendees"
    ABOUT: ClassVar[tuple[str, str]] = ("People present and absent", "出席者・欠席者")
    LIMITS: ClassVar[tuple[str, str]] = ("People are not unified across meetings", "会議をまたぐ名寄せはしていない")

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    name: str | None = nullable("Name", "氏名")
    role: str | None = nullable("Role", "役職")
    affiliation: str | None = nullable("Affiliation", "所属")
    kind: str = column(
        "member, secretariat, explainer or other", "区分", allowed=("member", "secretariat", "explainer", "other")
    )
    present: bool | None = nullable("Present or absent", "出席したか")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Placed):
    """One agenda item or paper."""

    TABLE: ClassVar[str] = "agenda_items"
    ABOUT: ClassVar[tuple[str, str]] = ("Agenda items and papers", "議題と資料")

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    marker: str | None = nullable("Marker as printed", "番号(原文のまま)")
    title: str = column("Title", "題名")
    kind: str = column("agenda or material", "議題か資料か", allowed=("agenda", "material"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance(Placed):
    """One speech or stage direction."""

    TABLE: ClassVar[str] = "utterances"
    ABOUT: ClassVar[tuple[str, str]] = ("Speeches and stage directions", "発言とト書き")
    LIMITS: ClassVar[tuple[str, str]] = (
        "speaker is null wherever the list of attendees does not settle who it is; 事務局 and 実施機関 stay groups",
        "出席者欄で特定できない発言者は null。事務局・実施機関は集団のまま",
    )

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    label: str | None = nullable(
        "Speaker as printed, spaces removed; null where a speech goes on behind a stage direction",
        "発言者(原文のまま、空白を除く)。ト書きの後に続く部分は null",
    )
    speaker: str | None = nullable("Full name where the header resolves it", "氏名(出席者欄で特定できるとき)")
    role: str | None = nullable("Role", "役職")
    attendee_no: Int32 | None = nullable("no of the attendee", "出席者の no")
    kind: str = column("speech or direction", "発言かト書きか", allowed=("speech", "direction"))
    text: str = column("What was said", "発言内容")
    agenda_no: Int32 | None = nullable("no of the agenda item", "議題の no")
    turn: Int32 | None = nullable(
        "Number of the speech, from 1: a speech that stage directions interrupt is several rows with one turn; null between speeches",
        "発言の番号(1 から)。ト書きで分かれた発言の行は同じ番号。発言の間のト書きは null",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(Placed):
    """One 諮問 or 報告 sheet."""

    TABLE: ClassVar[str] = "consultations"
    ABOUT: ClassVar[tuple[str, str]] = ("諮問 and 報告 sheets", "諮問・報告事項")

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    kind: str = column("consultation or report", "諮問か報告か", allowed=("consultation", "report"))
    number: str | None = nullable("諮問番号", "諮問番号")
    department: str | None = nullable("Department tag", "担当課の標示")
    subject: str | None = nullable("諮問事項 / 報告事項", "諮問事項・報告事項")
    legal_basis: str | None = nullable("根拠規定", "根拠規定")
    purpose: str | None = nullable("目的", "目的")
    record_items: tuple[str, ...] = several("記録項目", "記録項目")
    count: str | None = nullable("件数", "件数")
    timing: str | None = nullable("実施時期", "実施時期")
    department_in_charge: str | None = nullable("担当部署", "担当部署")
    other: str | None = nullable("その他", "その他")
    issued_on: date | None = nullable("Date of the letter (諮問書)", "諮問日(諮問書)")
    addressee: str | None = nullable("Addressee of the letter, without a name", "宛先(諮問書、氏名を除く)")
    sender: str | None = nullable("Sender of the letter, without a name", "諮問者(諮問書、氏名を除く)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Placed):
    """One 答申."""

    TABLE: ClassVar[str] = "recommendations"
    ABOUT: ClassVar[tuple[str, str]] = ("答申", "答申")

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    kind: str = column(
        "answer, or letter that encloses its answers", "答申か、答申を別紙とする送付文か", allowed=("answer", "letter")
    )
    number: str | None = nullable("答申番号", "答申番号")
    issued_on: date | None = nullable("Date of the letter", "答申日")
    addressee: str | None = nullable("Addressee", "宛先")
    chair: str | None = nullable("Chair who signs", "答申者(会長)")
    subject: str | None = nullable("Subject", "件名・諮問事項")
    conclusion: str | None = nullable("Conclusion", "結論")
    letter_document_id: str | None = nullable(
        "Document of the covering letter that number, date, addressee and chair were taken from",
        "番号・日付・宛先・会長を補った送付文の文書 ID",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureItem(Placed):
    """One thing that the results of a third-party review tell of the procedure."""

    TABLE: ClassVar[str] = "procedure_items"
    ABOUT: ClassVar[tuple[str, str]] = (
        "What a 第三者点検結果 tells of the procedure: who checked, when, how, with what result",
        "第三者点検結果の実施状況(点検者・日・方法・結果など)",
    )

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    heading: str | None = nullable("Heading above it, with its marker", "直前の見出し(番号を含む)")
    marker: str | None = nullable("Marker as printed", "項目番号(原文のまま)")
    label: str = column("Label as printed", "項目名(原文のまま)")
    key: str = column(
        "What the label means",
        "項目の種類",
        allowed=(
            "reviewer",
            "reviewed_on",
            "period",
            "method",
            "shortened",
            "opinions",
            "reflection",
            "result",
            "published_on",
            "target",
        ),
    )
    value: str | None = nullable("What is told", "内容")
    date_start: date | None = nullable("First day it names, of items that say when", "初日(日を示す項目)")
    date_end: date | None = nullable(
        "Last day it names (inclusive), of items that say when", "末日(日を示す項目、含む)"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Placed):
    """One opinion of a 意見募集 with its response."""

    TABLE: ClassVar[str] = "comments"
    ABOUT: ClassVar[tuple[str, str]] = ("Opinions and responses", "意見と検討結果")
    LIMITS: ClassVar[tuple[str, str]] = (
        "Opinions answered together share one response",
        "まとめて回答された意見は同じ検討結果をもつ",
    )

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    comment_no: str | None = nullable("整理番号", "整理番号")
    branch_no: str | None = nullable("枝番号", "枝番号")
    submitter: str | None = nullable("提出者区分", "提出者区分")
    medium: str | None = nullable("種別", "種別(提出方法)")
    item: str | None = nullable("該当箇所: what of the assessment it is about, as printed", "該当箇所(原文のまま)")
    opinion: str | None = nullable("意見内容", "意見内容")
    category: str | None = nullable("対応区分", "対応区分")
    category_label: str | None = nullable("Meaning of the category", "対応区分の説明")
    response: str | None = nullable("検討結果", "検討結果")
    department: str | None = nullable("担当所管", "担当所管")
    serial_no: str | None = nullable("通し番号", "通し番号")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentCount(Placed):
    """One number of the count tables of a 意見募集結果."""

    TABLE: ClassVar[str] = "comment_counts"
    ABOUT: ClassVar[tuple[str, str]] = ("Count tables of 意見募集結果", "意見募集結果の集計表")

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    table: str = column("Which table: the heading above it", "表の名称(直前の見出し)")
    table_no: Int32 = column("Number of the table within the document, from 1", "文書内での表の番号(1 から)")
    row: str | None = nullable("Row label", "行の見出し")
    row_label: str | None = nullable("What the legend says of the row", "行の説明(凡例)")
    column: str | None = nullable("Column label", "列の見出し")
    count: Int32 | None = nullable("Number; null where blank", "数。空欄は null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Placed):
    """One place where a paper names another."""

    TABLE: ClassVar[str] = "references"
    ABOUT: ClassVar[tuple[str, str]] = (
        "What council papers and speeches name: 諮問第76号, a paper, an annex, an assessment or a page of it",
        "審議会資料・発言が引用する文書(諮問番号、資料、別紙、評価書とそのページなど)",
    )
    LIMITS: ClassVar[tuple[str, str]] = (
        'The name is a word of SQL: write FROM "references"',
        'SQL の予約語のため FROM "references" と書く',
    )

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    kind: str = column(
        "consultation (諮問第n号, or the number of its letter), recommendation (答申第n号), paper (資料n), annex (別紙n),"
        " assessment (by its name), page (of the assessment), matter (the subject of a 諮問 or 報告 as a whole line)",
        "種別。consultation 諮問(番号)、recommendation 答申(番号)、paper 資料、annex 別紙、assessment 評価書(名称)、"
        "page 評価書のページ、matter 諮問・報告の件名",
        allowed=("consultation", "recommendation", "paper", "annex", "assessment", "page", "matter"),
    )
    raw: str = column("As printed", "原文のまま")
    target_document_id: str | None = nullable(
        "Document of the same file that is meant; null where there is none, or not only one, for certain",
        "同じファイル内の引用先の文書 ID。ない、または一つに定まらないときは null",
    )
    target_page: Int32 | None = nullable("Page that is named (資料3の2ページ)", "引用されたページ(資料3の2ページ)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Placed):
    """One date expression."""

    TABLE: ClassVar[str] = "dates"
    ABOUT: ClassVar[tuple[str, str]] = ("Every date expression", "日付表現")
    LIMITS: ClassVar[tuple[str, str]] = (
        "Dates written without an era take it from the text before, never from today",
        "元号の省略は文脈から補い、現在の日付は用いない",
    )

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    raw: str = column("As printed", "原文のまま")
    start: date | None = nullable("First day", "初日")
    end: date | None = nullable("Last day (inclusive)", "末日(含む)")
    precision: str | None = nullable(
        "Precision", "精度", allowed=("day", "month", "year", "fiscal_year", "part_of_month")
    )
    kind: str = column(
        "date, range, law_number or form_version",
        "種別",
        allowed=("date", "range", "law_number", "form_version"),
    )
    era: str | None = nullable("Era as read", "元号")
    starts_at: Seconds | None = nullable(
        "Start where a time is printed, local time", "時刻の記載があるときの開始(現地時刻)"
    )
    ends_at: Seconds | None = nullable(
        "End where a time is printed, local time", "時刻の記載があるときの終了(現地時刻)"
    )
    flags: tuple[str, ...] = several("What was noticed in reading", "読み取り時の注記")


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCitation(Placed):
    """One legal citation."""

    TABLE: ClassVar[str] = "laws"
    ABOUT: ClassVar[tuple[str, str]] = ("Every legal citation", "法令の引用")
    LIMITS: ClassVar[tuple[str, str]] = (
        "law_id is known for the laws of data/reference/laws.yaml",
        "law_id は data/reference/laws.yaml にある法令に限る",
    )

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    raw: str = column("As printed", "原文のまま")
    law: str | None = nullable("Law as cited", "法令名(引用のまま)")
    law_number: str | None = nullable("Law number", "法令番号")
    law_id: str | None = nullable("e-Gov law id where the number is known", "e-Gov 法令 ID(法令番号が分かるとき)")
    article: str | None = nullable("Article", "条")
    paragraph: str | None = nullable("Paragraph", "項")
    item: str | None = nullable("Item", "号")
    appended_table: str | None = nullable("Appended table", "別表")
    rows: tuple[str, ...] = several("Rows of the table", "別表の項")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Placed):
    """Something that could not be read, had to be inferred or contradicts itself."""

    TABLE: ClassVar[str] = "issues"
    ABOUT: ClassVar[tuple[str, str]] = ("What was noticed in reading, with its place", "読み取りで気づいた点とその場所")

    no: Int32 = column(NUMBER_EN, NUMBER_JA)
    severity: str = column("Severity", "重要度", allowed=("info", "warning", "error"))
    code: str = column("Code, from a closed list", "符号(定められた一覧)")
    message: str = column("What was noticed", "内容")
    item_no: Int32 | None = nullable("no of the item it concerns", "関係する項目の no")


TABLES: tuple[type[Record], ...] = (
    Source, Document, Section, Item, Choice, Checkbox, Assessment, System, Outsourcing, Recipient, RecordItem, Risk,
    Change, Meeting, Attendee, AgendaItem, Utterance, Consultation, Recommendation, Comment, CommentCount,
    ProcedureItem, Reference, DateMention, LawCitation, Issue,
)  # fmt: skip
"""The tables in the order of the documentation."""
