"""The advisory locks of the product: PostgreSQL knows them by number, so each has its own here."""

from enum import IntEnum, unique


@unique
class Lock(IntEnum):
    """What only one may do at a time, in all processes of an installation."""

    # Copies of one text find each other, also when they are settled side by side.
    COPIES = 7_201_001
    # The story of an item depends on the items read just before it.
    READER = 7_201_002
    # Feeds that did not answer are asked by one worker, so that the others stay free.
    SUSPECTS = 7_201_003
    # Two pages that name each other's address must not both move.
    ADDRESSES = 7_201_004
    # Reading everything again is one person's command; two would do the same work twice.
    REREADING = 7_201_006
    # Models are trained by one process, which the page of agreement shows as running.
    LEARNING = 7_201_005
    # Two who write quotations must not begin the same statement.
    STATEMENTS = 7_201_007
    # One process at a time counts what was asked of the language model within the hour.
    WORDING = 7_201_008
    # Numbers of field reports follow each other without a hole.
    REPORT_NUMBERS = 2_611_210_001
