NO_MOUSE = """
for (const type of ['pointerdown', 'mousedown', 'touchstart'])
    addEventListener(type, () => console.error('a pointer was used: ' + type), true);
"""
FOCUS_IS_SEEN = """element => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
    return ring && box.bottom > 0 && box.top < innerHeight;
}"""


class Keyboard:
    """A person without a mouse: every step is a key, and the focus is seen wherever it stops."""

    def __init__(self, page):
        self.page = page
        page.add_init_script(NO_MOUSE)

    def reach(self, locator, *, within=80):
        """Press Tab until `locator` has the focus; it must be reached, and be seen to have it."""
        for _ in range(within):
            if self._is_at(locator):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"{within} times Tab did not reach {locator}")
        assert locator.evaluate(FOCUS_IS_SEEN), f"nobody sees that the focus is at {locator}"

    def press(self, locator, key="Enter"):
        """Reach a link or button and press it."""
        self.reach(locator)
        self.page.keyboard.press(key)

    def write(self, locator, text):
        """Reach a field and type, over what stood there."""
        self.reach(locator)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, locator, label):
        """Reach a list and type the beginning of an option, as one does without a mouse."""
        self.reach(locator)
        self.page.keyboard.type(label)

    @staticmethod
    def _is_at(locator):
        return locator.count() == 1 and locator.evaluate("element => element === document.activeElement")
