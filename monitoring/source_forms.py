"""Forms of sources: an address to look at, an outlet to describe, and what becomes of new ones."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from monitoring.fields import CleanField
from monitoring.models import Outlet, Region
from monitoring.sources.listings import BYTES_MAX
from monitoring.sources.search_feeds import PREFIX
from monitoring.sources.unknown import Reason

TIERS = [
    (1, _("1, jangkauan nasional atau seluruh provinsi")),
    (2, _("2, jangkauan beberapa kabupaten")),
    (3, _("3, jangkauan setempat")),
]


def known_outlets() -> Any:
    """Return the outlets that somebody described, without the search engines."""
    known = Outlet.objects.filter(known=True, blocked=False).defer("robots")
    return known.exclude(key__startswith=PREFIX)


class AddressForm(forms.Form):
    """The address of a site, a page or a feed, typed or pasted."""

    address = CleanField(
        label=_("Alamat situs atau halaman"),
        max_length=2048,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("Situs medianya, halaman rubriknya, atau alamat umpannya bila diketahui."),
        error_messages={"required": _("Mohon isi alamatnya.")},
    )


class DescribeForm(forms.Form):
    """What people say of an outlet, so that its coverage can be weighed."""

    name = CleanField(label=_("Nama media"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=Outlet.Kind.choices)
    tier = forms.TypedChoiceField(label=_("Tier"), choices=TIERS, coerce=int, initial=3)
    regions = forms.ModelMultipleChoiceField(
        label=_("Wilayah"),
        queryset=Region.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regions"].queryset = Region.objects.with_pages()

    @classmethod
    def of(cls, outlet: Outlet) -> "DescribeForm":
        """Return the form filled with what is known of an outlet."""
        return cls(initial=values_of(outlet))

    def save(self, outlet: Outlet) -> Outlet:
        """Write what was said to an outlet, which is known from now on; the form must be valid."""
        for name in ("name", "kind", "tier"):
            setattr(outlet, name, self.cleaned_data[name])
        outlet.known = True
        outlet.save(update_fields=["name", "kind", "tier", "known"])
        outlet.regions.set(self.cleaned_data["regions"])
        return outlet


class SourceForm(DescribeForm):
    """Whose the chosen feeds are: an outlet that is here, or a new one to describe."""

    existing = forms.ModelChoiceField(
        label=_("Media yang sudah ada"),
        queryset=Outlet.objects.none(),
        required=False,
        empty_label=_("Media baru, isi di bawah"),
        help_text=_("Bila dipilih, isian di bawah tidak dipakai."),
    )
    field_order = ["existing", "name", "kind", "tier", "regions"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["existing"].queryset = known_outlets()

    def full_clean(self) -> None:
        """Ask for a description only where no outlet was chosen."""
        if self.is_bound and self.data.get("existing"):
            for name in ("name", "kind", "tier"):
                self.fields[name].required = False
        super().full_clean()


class MergeForm(forms.Form):
    """The outlet that a new one turns out to be."""

    into = forms.ModelChoiceField(
        label=_("Sebenarnya bagian dari"), queryset=Outlet.objects.none(), empty_label=_("Pilih")
    )

    def __init__(self, *args: Any, outlet: Outlet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = known_outlets().exclude(pk=outlet.pk)


class BlockForm(forms.Form):
    """Why an outlet is turned away."""

    reason = forms.ChoiceField(
        label=_("Alasan"), choices=Reason.choices, widget=forms.RadioSelect, initial=Reason.CLONE
    )
    note = CleanField(label=_("Keterangan"), max_length=120, required=False)


class ListForm(forms.Form):
    """A file with sources."""

    file = forms.FileField(
        label=_("Berkas OPML atau CSV"),
        help_text=_("Sampai 5 MB dan 5.000 baris; nama berkas tidak berpengaruh."),
        error_messages={"required": _("Mohon pilih berkasnya.")},
        widget=forms.FileInput(attrs={"accept": ".opml,.xml,.csv,.txt"}),
    )

    def body(self) -> bytes:
        """Return what the file holds, up to one byte more than is accepted."""
        upload: UploadedFile = self.cleaned_data["file"]
        return bytes(upload.read(BYTES_MAX + 1))


def values_of(outlet: Outlet) -> dict[str, Any]:
    """Return what is known of an outlet as initial values of its form."""
    values = {name: getattr(outlet, name) for name in ("name", "kind", "tier")}
    return values | {"regions": outlet.regions.all()}
