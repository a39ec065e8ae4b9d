"""Pictures of pages with boxes."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import pikepdf
import pytest
from PIL import Image

from pipeline.errors import PasswordNeededError, SourceUnreadableError
from pipeline.models.base import Herkomst, Vervolg
from pipeline.render.page_images import Mark, PageImages, boxes_by_page
from tests.support import SOURCES


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return (SOURCES / "ommen-2018.pdf").read_bytes()


@pytest.fixture(scope="module")
def images(pdf: bytes) -> Iterator[PageImages]:
    with PageImages(pdf, "ommen-2018.pdf") as opened:
        yield opened


def coloured(png: bytes) -> int:
    """Pixels that are neither grey nor nearly so: what was drawn."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    return sum(1 for r, g, b in picture.get_flattened_data() if max(r, g, b) - min(r, g, b) > 60)


def test_page_has_the_size_of_the_sheet_and_no_mark_of_its_own(images: PageImages) -> None:
    image = images.page(24)
    assert (image.width, image.height) == struct.unpack(">II", image.png[16:24])
    assert abs(image.width - 595.3 * 96 / 72) < 2
    assert coloured(image.png) == 0


@pytest.mark.parametrize("tint", ["oud", "nieuw", "bevinding"])
def test_box_is_drawn_round_the_place(images: PageImages, tint: str) -> None:
    image = images.page(24, [Mark((100, 200, 300, 240), tint)])
    picture = Image.open(io.BytesIO(image.png)).convert("RGB")
    scale = 96 / 72
    assert coloured(image.png) > 200
    edge = [picture.getpixel((x, round(200 * scale) - 3)) for x in range(round(110 * scale), round(290 * scale))]
    assert any(max(p) - min(p) > 60 for p in edge)
    assert "kader" in image.alt and "24" in image.alt and "ommen-2018.pdf" in image.alt


def test_strip_shows_only_the_height_of_the_marks(images: PageImages) -> None:
    strip = images.strip(24, [Mark((100, 200, 300, 240))], margin=10)
    assert abs(strip.height - 60 * 96 / 72) <= 2
    assert strip.top == pytest.approx(190, abs=1)
    assert len(strip.png) < len(images.page(24).png)


def test_continuation_on_the_next_page_gives_a_second_picture(images: PageImages) -> None:
    place = Herkomst(pagina=24, kader=(70, 700, 500, 740), vervolg=(Vervolg(pagina=25, kader=(70, 60, 400, 75)),))
    assert [image.page for image in images.of(place)] == [24, 25]
    assert boxes_by_page([place, place]) == {24: ((70, 700, 500, 740),), 25: ((70, 60, 400, 75),)}


def test_place_without_a_page_gives_no_picture(images: PageImages) -> None:
    assert images.of(Herkomst(regel=12)) == ()
    assert images.of(Herkomst(pagina=999, kader=(0, 0, 1, 1))) == ()


def test_same_bytes_each_time(pdf: bytes, images: PageImages) -> None:
    place = Herkomst(pagina=30, kader=(70, 100, 500, 140))
    with PageImages(pdf, "ommen-2018.pdf") as other:
        assert other.of(place, whole=True) == images.of(place, whole=True)


def test_rotated_page_is_drawn_as_shown() -> None:
    source = pikepdf.new()
    source.add_blank_page(page_size=(300, 500))
    source.pages[0].Rotate = 90
    buffer = io.BytesIO()
    source.save(buffer)
    with PageImages(buffer.getvalue(), "gedraaid.pdf", dpi=72) as images:
        image = images.page(1)
    assert (image.width, image.height) == (500, 300)


def test_giant_page_stays_within_bounds() -> None:
    source = pikepdf.new()
    source.add_blank_page(page_size=(14_000, 14_000))
    buffer = io.BytesIO()
    source.save(buffer)
    with PageImages(buffer.getvalue(), "groot.pdf") as images:
        image = images.page(1, [Mark((0, 0, 14_000, 14_000))])
    assert image.width * image.height <= 6_100_000


def test_damaged_file_and_missing_page_are_told_in_dutch(images: PageImages) -> None:
    with pytest.raises(SourceUnreadableError, match=r"kapot\.pdf kan niet"):
        PageImages(b"%PDF-1.7 niets", "kapot.pdf")
    with pytest.raises(SourceUnreadableError, match="geen bladzijde 999"):
        images.page(999)


def test_encrypted_file_asks_for_its_password() -> None:
    source = pikepdf.new()
    source.add_blank_page(page_size=(200, 200))
    buffer = io.BytesIO()
    source.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PasswordNeededError):
        PageImages(buffer.getvalue(), "dicht.pdf")
    with PageImages(buffer.getvalue(), "dicht.pdf", password="b") as images:
        assert images.page(1).width > 0
