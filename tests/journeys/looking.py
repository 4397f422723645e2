"""What every screen passes: every rule of axe, on a desktop and on a phone, light and dark, in
French and in English; nothing past the window, nothing out of the reach of a thumb.
"""

import os
from pathlib import Path

from django.conf import settings

FOLDER = os.environ.get("ARRIMAGE_SHOTS")  # a folder to look at the screens
WIDTHS = (320, 600, 780, 1024)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Bars that stick to the window stand over something, wherever the page is: axe sees them in place.
STICK = """loose => {
  for (const one of document.querySelectorAll('body *')) {
    if (loose && ['sticky', 'fixed'].includes(getComputedStyle(one).position)) one.dataset.loose = one.style.position = 'static';
    else if (!loose && one.dataset.loose) { one.style.position = ''; delete one.dataset.loose; }
  }
}"""
LANGUAGES = {"fr": "", "en": "-en"}  # each with its mark in the name of a look
LOOKS = [  # each differs from the one before by one thing: less is drawn again
    ("desktop", DESKTOP, "light"),
    ("desktop, dark", DESKTOP, "dark"),
    ("phone, dark", PHONE, "dark"),
    ("phone", PHONE, "light"),
]
# What a thumb cannot reach: cut by the window or its box, or under a bar that sticks to the window.
UNREACHABLE = """() => {
  const said = (one) => (one.textContent || one.getAttribute('aria-label') || one.name || '').trim().replace(/\\s+/g, ' ').slice(0, 40);
  const found = [];
  const controls = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !one.closest('.vh, .skip, svg, [popover], .paper-scroll, .outline, .plan-tools') && !one.matches('.vh'));
  for (const one of controls) {
    const box = one.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || box.right < 0) continue;
    if (box.left < -1 || box.right > window.innerWidth + 1) found.push(`cut by the window: ${said(one)}`);
    else if (one.matches('button, .btn') && one.scrollWidth > one.clientWidth + 2) found.push(`its words are cut: ${said(one)}`);
  }
  for (const one of controls.slice(0, 30).concat(controls.slice(-60))) {
    one.scrollIntoView({block: 'nearest', inline: 'nearest'});
    const box = [...one.getClientRects()].find((rect) => rect.width > 1 && rect.height > 1);
    if (!box) continue;
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const fine = !over || over === one || one.contains(over) || over.contains(one) || over.closest('label');
    if (!fine) found.push(`under ${over.className || over.tagName}: ${said(one)}`);
  }
  window.scrollTo(0, 0);
  return [...new Set(found)].slice(0, 5);
}"""


def look(page, axe, name):
    """What is wrong with the page as it stands, in words; a picture when somebody wants to look."""
    found = []
    page.evaluate(STICK, True)
    for kind, size, theme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        found += [f"{name}, {kind}: {line}" for line in axe(page)]
    return found + _reach(page, name)


def look_twice(page, axe, name, address):
    """A screen that has an address, in both languages."""
    found = []
    for language, mark in LANGUAGES.items():
        speak(page, language)
        page.goto(address)
        found += look(page, axe, f"{name}{mark}")
    return found


def speak(page, language):
    """From the next page on."""
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language}
    page.context.add_cookies([cookie | {"domain": "localhost", "path": "/"}])


def _reach(page, name):
    """Nothing goes past a narrow window or a tablet; every control can be touched on a phone."""
    page.evaluate(STICK, False)
    wide = [
        f"{name}, {width} px: wider than the window" for width in WIDTHS if _leaves(page, width)
    ]
    page.set_viewport_size(PHONE)
    found = [f"{name}, 360 px: {line}" for line in page.evaluate(UNREACHABLE)]
    _picture(page, name)
    return found + wide


def _leaves(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def _picture(page, name):
    if not FOLDER:
        return
    stem = name.replace(":", "-").replace(" ", "-")
    page.screenshot(path=Path(FOLDER) / f"{stem}-phone.png", full_page=True)
    if name.endswith("-en"):
        return
    page.set_viewport_size(DESKTOP)
    page.screenshot(path=Path(FOLDER) / f"{stem}-desktop.png", full_page=True)
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=Path(FOLDER) / f"{stem}-dark.png", full_page=True)
    page.emulate_media(color_scheme="light")
