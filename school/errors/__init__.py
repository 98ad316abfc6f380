"""The whole tree of errors that Svod tells a person about.

    SvodError
    ├── UsageError                 wrong words on the command line or in a request
    ├── NotWritten                 the result cannot be written
    ├── IngestError
    │   ├── FileMissing            no such file
    │   ├── FolderGiven            a folder where a file is needed
    │   ├── FileUnreadable         the system does not give its bytes
    │   ├── EmptyFile              zero bytes or nothing but white space
    │   ├── UnknownFormat          bytes of no kind that Svod reads
    │   ├── MisnamedFile           the name promises another kind than the bytes hold
    │   ├── DamagedFile            the kind is known, the contents cannot be read
    │   ├── EncryptedFile          a password is needed
    │   ├── FileTooLarge           more bytes than allowed
    │   ├── ImageTooLarge          more pixels than allowed
    │   ├── ArchiveTooLarge        unpacks to more than allowed
    │   ├── TooManyPages           more pages than allowed
    │   ├── NothingRead            no text on any page
    │   ├── NotAPicture            a journal page must be a scan, not a text
    │   ├── NotAText               a scan, an archive or binary data where a text is needed
    │   └── EngineMissing          Tesseract or its Russian data is not installed
    ├── ParsingError
    │   ├── NotAJournalPage        no ruled table of a class journal
    │   ├── NotRussian             text of another language
    │   ├── NotALocalAct           no position, procedure or rules
    │   ├── OrderNotAct            an order where a local act is wanted
    │   ├── NoTermsFound           a local act that sets nothing to check
    │   ├── NotAnOrder             Russian text without the marks of an order
    │   └── BadOrderJson           JSON that is not that of an order
    ├── JournalError
    │   ├── NotFound               nothing with this id
    │   ├── ConflictingEntry       the journal already holds something else there
    │   ├── BundleInvalid          a school bundle that breaks its format
    │   ├── ClassUnknown           the journal has no such class in that year
    │   ├── LineMoved              the page was read anew while its line was being corrected
    │   ├── NotADraft              an order that binds is not parsed again
    │   ├── NotInForce             a draft, or an archived order, is not put away
    │   ├── PageNotReady           a page of the paper journal waits for a person
    │   ├── PageConfirmed          a page that is in the journal is not changed
    │   ├── BadDecision            an entry of a page cannot be decided so
    │   ├── BadParameter           a deadline cannot be set so
    │   ├── ProposalSettled        a person has decided on the proposal already
    │   ├── BatchInUse             later work stands on a batch
    │   ├── StoreUnavailable       the database cannot be opened
    │   ├── JobFailed              long work ended without a result
    │   ├── JobStopped             its files, its text or all its pages took too much time or memory
    │   ├── JobBroken              a fault of ours
    │   ├── JobGivenUp             it stopped its workers again and again
    │   └── JobSettled             the job is not in a state where this can be done
    ├── ComplianceError
    │   ├── NoOrderInForce         nothing to check against
    │   └── BadPeriod              the period ends before it begins
    └── AccessError
        └── Forbidden              the role may not do this

Every leaf has a stable `code` and a Russian `hint` that says what to do next; `api.problems` alone maps
them to exit codes and to problem+json (RFC 9457).
"""

from school.errors.acts import (
    BadParameter,
    NotALocalAct,
    NoTermsFound,
    OrderNotAct,
    ProposalSettled,
)
from school.errors.base import NotWritten, SvodError, UsageError
from school.errors.checking import (
    AccessError,
    BadPeriod,
    ComplianceError,
    Forbidden,
    NoOrderInForce,
)
from school.errors.files import (
    ArchiveTooLarge,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    EngineMissing,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    FolderGiven,
    ImageTooLarge,
    IngestError,
    MisnamedFile,
    NotAPicture,
    NotAText,
    NothingRead,
    TooManyPages,
    UnknownFormat,
)
from school.errors.jobs import (
    JobBroken,
    JobFailed,
    JobGivenUp,
    JobSettled,
    JobStopped,
)
from school.errors.journal import (
    BadDecision,
    BatchInUse,
    BundleInvalid,
    ClassUnknown,
    ConflictingEntry,
    JournalError,
    LineMoved,
    NotADraft,
    NotFound,
    NotInForce,
    PageConfirmed,
    PageNotReady,
    StoreUnavailable,
)
from school.errors.reading import (
    BadOrderJson,
    NotAJournalPage,
    NotAnOrder,
    NotRussian,
    ParsingError,
)

__all__ = [
    "AccessError",
    "ArchiveTooLarge",
    "BadDecision",
    "BadOrderJson",
    "BadParameter",
    "BadPeriod",
    "BatchInUse",
    "BundleInvalid",
    "ClassUnknown",
    "ComplianceError",
    "ConflictingEntry",
    "DamagedFile",
    "EmptyFile",
    "EncryptedFile",
    "EngineMissing",
    "FileMissing",
    "FileTooLarge",
    "FileUnreadable",
    "FolderGiven",
    "Forbidden",
    "ImageTooLarge",
    "IngestError",
    "JobBroken",
    "JobFailed",
    "JobGivenUp",
    "JobSettled",
    "JobStopped",
    "JournalError",
    "LineMoved",
    "MisnamedFile",
    "NoOrderInForce",
    "NoTermsFound",
    "NotADraft",
    "NotAJournalPage",
    "NotALocalAct",
    "NotAPicture",
    "NotAText",
    "NotAnOrder",
    "NotFound",
    "NotInForce",
    "NotRussian",
    "NotWritten",
    "NothingRead",
    "OrderNotAct",
    "PageConfirmed",
    "PageNotReady",
    "ParsingError",
    "ProposalSettled",
    "StoreUnavailable",
    "SvodError",
    "TooManyPages",
    "UnknownFormat",
    "UsageError",
]
