"""Filters somebody kept by name: save one, take one away. Doing either twice changes nothing."""

from urllib.parse import parse_qsl

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from issues.models import SavedSelection
from issues.selection import BadSelection, Selection
from monitoring.clean import clean

NAME_MAX, ADDRESS_MAX = 80, 1000
# More than anybody finds again in one list.
SAVED_MAX = 50


class CannotSave(ValueError):
    """A filter that cannot be kept; the message says why and what to do."""


def mine(person: AbstractBaseUser) -> QuerySet[SavedSelection]:
    """Return the filters a person kept, by name."""
    return SavedSelection.objects.filter(by=person).order_by("name")


@transaction.atomic
def save(by: AbstractBaseUser, name: str, address: str) -> SavedSelection:
    """Keep the parameters of an address under a name; the same name again replaces them.

    Raises CannotSave with words: without a name, without any filter, for an address that makes no
    sense, or when there are SAVED_MAX already.
    """
    name, kept = clean(name, NAME_MAX), _address(address)
    if not name:
        raise CannotSave(_("Mohon beri nama untuk saringan ini."))
    if not kept:
        raise CannotSave(_("Belum ada saringan yang dipakai; pilih dulu apa yang disaring."))
    others = mine(by).exclude(name=name).count()
    if others >= SAVED_MAX:
        words = _("Sudah ada %(count)d saringan tersimpan; mohon hapus salah satu dahulu.")
        raise CannotSave(words % {"count": others})
    saved, _new = SavedSelection.objects.update_or_create(
        by=by, name=name, defaults={"address": kept}
    )
    return saved


def forget(by: AbstractBaseUser, pk: int) -> None:
    """Take away a filter of one's own; what is gone already stays gone."""
    mine(by).filter(pk=pk).delete()


def _address(address: str) -> str:
    """Return the address as Selection writes it, so that nothing else is ever kept."""
    try:
        kept = Selection.from_address(dict(parse_qsl(address[: 4 * ADDRESS_MAX]))).address()
    except (BadSelection, ValueError, OverflowError) as error:
        raise CannotSave(_("Saringan ini tidak dapat dibaca; mohon periksa kembali.")) from error
    if len(kept) > ADDRESS_MAX:
        raise CannotSave(_("Saringan ini terlalu panjang untuk disimpan; mohon persingkat."))
    return kept
