# SPDX-FileCopyrightText: 2026 Segment Desk contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A robot that uses a program from outside: it sees what a screen reader reads (AT-SPI) and acts with the mouse
and keyboard of the X server (xdotool). Nothing of it is inside the program."""

import os
import subprocess
import time

import pyatspi
from gi.repository import GLib

PATIENCE = 30.0  # seconds that anything may take
LOOK_EVERY = 0.05  # seconds
MOST_NODES = 6000  # of the tree that are looked at: every search ends
LISTS = ("table", "tree table", "list")  # may have millions of children: looked into on purpose only


class Failure(Exception):
    """Something did not come out as it should."""


def check(ok, what):
    if not ok:
        raise Failure(what)


def wait(what, look, seconds=PATIENCE):
    """What look() gives, as soon as that is true."""
    end = time.monotonic() + seconds
    while True:
        try:
            seen = look()
        except (LookupError, NotImplementedError, GLib.Error):
            seen = None  # the tree changed while it was looked at
        if seen:
            return seen
        if time.monotonic() > end:
            raise Failure(f"waited in vain until {what}")
        time.sleep(LOOK_EVERY)


def xdotool(*arguments):
    subprocess.run(["xdotool", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def forget(accessible):
    """What was read of it before is not believed any more."""
    if hasattr(accessible, "clear_cache_single"):  # from AT-SPI 2.50 on
        accessible.clear_cache_single()
    else:
        accessible.clear_cache()


class Node:
    """Something that a screen reader could read out."""

    def __init__(self, accessible):
        self._accessible = accessible

    def _fresh(self):
        forget(self._accessible)
        return self._accessible

    @property
    def role(self):
        return self._accessible.getRoleName()

    @property
    def name(self):
        return self._fresh().name or ""

    def _is(self, state):
        return self._fresh().getState().contains(state)

    @property
    def shows(self):
        return self._is(pyatspi.STATE_SHOWING)

    @property
    def enabled(self):
        return self._is(pyatspi.STATE_SENSITIVE)

    @property
    def focused(self):
        return self._is(pyatspi.STATE_FOCUSED)

    @property
    def children(self):
        for index in range(self._accessible.childCount):
            child = self._accessible.getChildAtIndex(index)
            if child is not None:
                yield Node(child)

    @property
    def box(self):
        """x, y, width, height on the screen."""
        extents = self._fresh().queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        return extents.x, extents.y, extents.width, extents.height

    @property
    def middle(self):
        x, y, width, height = self.box
        return x + width // 2, y + height // 2

    @property
    def text(self):
        """What is written in a field."""
        text = self._fresh().queryText()
        return text.getText(0, text.characterCount)

    # Tables and lists.
    @property
    def rows(self):
        return self._fresh().queryTable().nRows

    def cell(self, row, column=0):
        return Node(self._accessible.queryTable().getAccessibleAt(row, column))

    def all(self, role=None, where=lambda node: True):
        """Everything below that shows, breadth first; not the rows of lists."""
        todo = [self]
        for _ in range(MOST_NODES):
            if not todo:
                return
            node = todo.pop(0)
            if (role is None or node.role == role) and node.shows and where(node):
                yield node
            if node.role not in LISTS:
                todo.extend(node.children)

    def first(self, role=None, name=None, starts=None, contains=None):
        """The first that shows, or None."""

        def fits(node):
            said = node.name
            return ((name is None or said == name) and (starts is None or said.startswith(starts))
                    and (contains is None or contains in said))

        return next(self.all(role, fits), None)


class Program:
    """A program that runs, and its window."""

    def __init__(self, arguments, name, log, environment=None):
        self._name = name
        self._log = log
        with open(log, "wb") as output:
            self._process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                             env={**os.environ, **(environment or {})})

    def check_alive(self):
        if self._process.poll() is not None:
            raise Failure(f"the program ended with {self._process.returncode}; it said: {self.said()}")

    def said(self):
        with open(self._log, encoding="utf-8", errors="replace") as log:
            return log.read().strip()

    def application(self):
        desktop = pyatspi.Registry.getDesktop(0)
        forget(desktop)
        for index in range(desktop.childCount):
            application = desktop.getChildAtIndex(index)
            if application is not None and application.get_process_id() == self._process.pid:
                return Node(application)
        return None

    def windows(self):
        self.check_alive()
        application = self.application()
        return [node for node in application.children if node.shows] if application else []

    def wait_for(self, what, look, seconds=PATIENCE):
        """As wait(), but says at once that the program has died."""

        def looking():
            self.check_alive()
            return look()

        return wait(what, looking, seconds)

    def find(self, role=None, name=None, starts=None, contains=None, seconds=PATIENCE):
        """What shows in any window; dialogs and menus, which come last, first."""

        def look():
            for window in reversed(self.windows()):
                found = window.first(role, name, starts, contains)
                if found:
                    return found
            return None

        return self.wait_for(f"there is a {role} “{name or starts or contains}”", look, seconds)

    def dialog(self):
        """The dialog that is open, or None."""
        return next((window for window in reversed(self.windows()) if window.role == "dialog"), None)

    def wait_closed(self):
        self.wait_for("the dialog is closed", lambda: self.dialog() is None)

    def wait_ended(self):
        try:
            return self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failure("the program does not end") from None

    def kill(self):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


class Hand:
    """Acts like a person: with both hands, or with those that only have a keyboard."""

    def __init__(self, program):
        self.program = program

    def key(self, *keys):
        if keys:
            xdotool("key", "--clearmodifiers", "--delay", 12, *keys)
        self.program.check_alive()

    def type(self, text):
        xdotool("type", "--delay", 12, text)

    def replace(self, field, text):
        """Writes into the field that has the keyboard, instead of what it says."""
        self.key("ctrl+a")
        self.type(text)
        self.program.wait_for(f"the field says “{text}”", lambda: field.text == text)

    def enabled(self, role, **name):
        """Waits until it can be used."""
        node = self.program.find(role, **name)
        self.program.wait_for(f"“{node.name}” can be used", lambda: node.enabled)
        return node


class MouseHand(Hand):
    """Points at everything; types only what is text."""

    def move(self, x, y):
        xdotool("mousemove", x, y)

    def click_at(self, x, y, *held):
        self.move(x, y)
        for key in held:
            xdotool("keydown", key)
        xdotool("click", 1)
        for key in held:
            xdotool("keyup", key)
        self.program.check_alive()

    def click(self, node, *held):
        self.click_at(*node.middle, *held)

    def press(self, role, **name):
        self.click(self.enabled(role, **name))

    def fill(self, role, text, **name):
        field = self.enabled(role, **name)
        self.click(field)
        self.replace(field, text)

    def menu(self, menu, entry):
        self.press("menu item", name=menu)
        self.press("menu item", starts=entry)

    def row(self, view, row, column=0):
        """The middle of a row's cell; turns the wheel until it can be seen."""
        left, top, width, height = view.box
        head = 45 if view.role == "table" else 10
        for _ in range(200):
            x, y = view.cell(row, column).middle
            if top + head < y < top + height - 15:
                return min(max(x, left + 5), left + width - 5), y
            self.move(left + width // 2, top + height // 2)
            xdotool("click", 4 if y <= top + head else 5)
            time.sleep(LOOK_EVERY)
        raise Failure(f"row {row} of “{view.name}” does not come in sight")

    def open_segment(self, segments, row):
        self.click_at(*self.row(segments, row))

    def select(self, people, first, last):
        # By their names: messages lie over the middle of the last rows.
        self.click_at(*self.row(people, first, 1))
        self.click_at(*self.row(people, last, 1), "shift")

    def add_selected(self, people, first, segments, name, row):
        """Drags what is selected onto the segment."""
        x, y = self.row(people, first, 2)
        to = self.row(segments, row)
        self.move(x, y)
        xdotool("mousedown", 1)
        steps = 12
        for step in range(1, steps + 1):
            self.move(x + (to[0] - x) * step // steps, y + (to[1] - y) * step // steps)
            time.sleep(0.02)
        time.sleep(0.3)  # a person looks before letting go
        xdotool("mouseup", 1)


class KeyHand(Hand):
    """Has no mouse."""

    MOST_TABS = 80

    def reach(self, node, key="Tab"):
        """Goes from field to field until this one has the keyboard."""
        for _ in range(self.MOST_TABS):
            if node.focused:
                return
            self.key(key)
            time.sleep(LOOK_EVERY)
        raise Failure(f"“{node.name}” cannot be reached with {key}")

    def press(self, role, **name):
        node = self.enabled(role, **name)
        self.reach(node)
        self.key("space")

    def fill(self, role, text, **name):
        field = self.enabled(role, **name)
        self.reach(field)
        self.replace(field, text)

    def menu(self, menu, entry):
        self.key("alt+" + menu[0].lower())
        node = self.enabled("menu item", starts=entry)
        for _ in range(40):
            if node.focused:
                break
            self.key("Down")
            time.sleep(LOOK_EVERY)
        check(node.focused, f"“{entry}” cannot be reached in {menu}")
        self.key("Return")

    def go_to(self, view):
        """Goes from pane to pane, then from field to field."""
        for _ in range(6):
            if view.focused:
                return
            self.key("F6")
            time.sleep(4 * LOOK_EVERY)
        self.reach(view)

    def open_segment(self, segments, row):
        self.go_to(segments)
        self.key("Home", *["Down"] * row, "Return")

    def select(self, people, first, last):
        self.go_to(people)
        self.key("Home", *["Down"] * first)
        self.key(*["shift+Down"] * (last - first))

    def add_selected(self, people, first, segments, name, row):
        """By the segment's name."""
        self.menu("People", "Add selected to")
        time.sleep(0.5)  # Qt does not list pop-ups: the store says whether the picker took this
        self.type(name)
        time.sleep(0.5)
        self.key("Return")
