"""The shared base of HTML reports: escaped, strict, sandboxed, without network."""

from __future__ import annotations

import pytest

from pipeline.errors import TemplateFaultyError
from pipeline.render.report import render

BODY = '{% extends "rapport.html.j2" %}{% block titel %}T{% endblock %}{% block inhoud %}%s{% endblock %}'


@pytest.fixture
def make(tmp_path):
    def run(body: str, **values: object) -> str:
        (tmp_path / "eigen.html.j2").write_text(BODY.replace("%s", body), encoding="utf-8")
        return render("eigen.html.j2", values, [tmp_path])

    return run


def test_values_are_escaped(make):
    """Text of a book is text, also when it looks like HTML."""
    page = make("<p>{{ t }}</p>", t='<script>alert("x")</script>')

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_page_is_dutch_and_has_a_skip_link(make):
    """A screen reader knows the language and can jump to the contents."""
    page = make("x")

    assert '<html lang="nl">' in page
    assert 'href="#inhoud"' in page
    assert 'id="inhoud"' in page


def test_nothing_is_fetched(make):
    """The report works without network: its policy allows nothing but its own styles and images."""
    page = make("x")

    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("{{ bestaat_niet }}", "bestaat_niet"),
        ("{{ ''.__class__.__mro__ }}", "niet mag"),
        ("{% for %}", "regel 1"),
        ("{% include 'weg.html.j2' %}", "weg.html.j2"),
    ],
)
def test_a_faulty_template_is_named(make, body, part):
    """An unknown name, a forbidden attribute, bad syntax and a missing file each say what is wrong."""
    with pytest.raises(TemplateFaultyError, match=part):
        make(body)
