# SPDX-FileCopyrightText: 2026 Segment Desk contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, from an empty program to an exported file, as tests/story plays it, but from outside:
    story.py BIN FOLDER [--keyboard]
BIN has segmentdesk and segmentdesk-sandbox; FOLDER is this story's own: the program's data, its words and, where a
step fails, a picture. With --keyboard there is no mouse. What is seen is held against what the store answers."""

import argparse
import os
import subprocess
import sys
import time

from robot import Failure, KeyHand, MouseHand, Program, check, xdotool
from store import TOKEN, Store

SEGMENT = "Spring lookbook"
RENAMED = "Spring lookbook 2027"
NEEDLE = "lo"
CHOSEN = 40  # people
TAKEN_OUT = 3
SPECIAL_ROWS = 2  # above the segments: All profiles, Without profile


class Story:
    def __init__(self, binaries, folder, keyboard):
        self._folder = folder
        self._store = Store(os.path.join(binaries, "segmentdesk-sandbox"))
        self._program = Program(
            [os.path.join(binaries, "segmentdesk"), "--data-dir", os.path.join(folder, "data")], "segmentdesk",
            os.path.join(folder, "said.log"))
        self._hand = (KeyHand if keyboard else MouseHand)(self._program)
        self._segment = None  # its id

    # What is looked at often.
    @property
    def _segments(self):
        return self._program.find("list", name="Segments")

    @property
    def _people(self):
        return self._program.find("table", name="People")

    def _row(self, name):
        """The row of a segment in the list, or None. Its words continue with the number of members."""
        segments = self._segments
        return next((row for row in range(segments.rows)
                     if segments.cell(row).name == name or segments.cell(row).name.startswith(name + ",")), None)

    def _wait(self, what, look):
        return self._program.wait_for(what, look)

    def _open(self, name):
        self._wait(f"“{name}” is in the list", lambda: self._row(name) is not None)
        self._hand.open_segment(self._segments, self._row(name))
        self._wait(f"“{name}” is open",
                   lambda: any(window.name.startswith(name) for window in self._program.windows()))

    def _wait_for_members(self, number):
        self._wait(f"the store has {number} members", lambda: self._store.members(self._segment) == number)
        self._wait(f"the table has {number} rows", lambda: self._people.rows == number)

    def steps(self):
        return [self.connect, self.filter_segments, self.create_segment, self.rename_segment, self.add_people,
                self.take_three_out, self.undo_and_redo, self.create_profiles, self.see_one_person,
                self.export_segment, self.delete_segment, self.copy_details, self.quit]

    def connect(self):
        hand = self._hand
        hand.press("push button", starts="Connect a store")
        hand.fill("text", "Outside", starts="Name in")
        hand.fill("text", self._store.api_path, contains="API path")
        token = hand.enabled("password text", contains="oken")
        if isinstance(hand, KeyHand):
            hand.reach(token)
        else:
            hand.click(token)
        hand.type(TOKEN)
        hand.press("push button", starts="Test connection")
        hand.press("push button", name="Connect")
        profiles = self._store.total("/shopper-profiles")
        self._wait(f"the table has {profiles} rows", lambda: self._people.rows == profiles)
        # Long work is behind us when the copy has been read.
        self._program.find("label", starts="Local copy")
        return f"{profiles} profiles, as the store says"

    def filter_segments(self):
        names = [each["name"] for each in self._store.segments()]
        expected = [name for name in names if NEEDLE in name.lower()]
        check(0 < len(expected) < len(names), "the filter would tell nothing apart")
        self._hand.fill("text", NEEDLE, starts="Filter segments")
        self._wait(f"{len(expected)} segments are left",
                   lambda: sum(self._row(name) is not None for name in names) == len(expected))
        self._hand.key("Escape")
        self._wait("all segments are back", lambda: self._segments.rows == len(names) + SPECIAL_ROWS)
        return f"{len(expected)} of {len(names)} contain “{NEEDLE}”"

    def create_segment(self):
        before = self._store.total("/segments")
        self._hand.menu("File", "New segment")
        self._hand.fill("text", SEGMENT, name="Name")
        self._hand.key("Return")
        self._program.wait_closed()
        self._wait("the store has the segment", lambda: self._store.segment(SEGMENT))
        self._segment = self._store.segment(SEGMENT)
        check(self._store.total("/segments") == before + 1, "the store has more than one segment more")
        self._open(SEGMENT)
        return f"{SEGMENT} is {self._segment}"

    def rename_segment(self):
        if isinstance(self._hand, KeyHand):
            self._hand.go_to(self._segments)
        self._wait("the list has the keyboard", lambda: self._segments.focused)
        self._hand.key("F2")
        self._wait("the field has the keyboard", lambda: not self._segments.focused)
        self._hand.key("ctrl+a")
        self._hand.type(RENAMED)
        self._hand.key("Return")
        self._wait("the store has the new name", lambda: self._store.segment(RENAMED) == self._segment)
        self._wait("the list has the new name", lambda: self._row(RENAMED) is not None)
        return f"{SEGMENT} is now {RENAMED}"

    def add_people(self):
        self._open("All profiles")
        people = self._people
        self._wait("the rows have people", lambda: people.cell(CHOSEN, 1).name)
        self._hand.select(people, 0, CHOSEN - 1)
        self._program.find("label", starts=f"{CHOSEN} of")
        self._hand.add_selected(people, CHOSEN - 2, self._segments, RENAMED, self._row(RENAMED))
        self._wait(f"the store has {CHOSEN} members", lambda: self._store.members(self._segment) == CHOSEN)
        self._open(RENAMED)
        self._wait_for_members(CHOSEN)
        return f"{CHOSEN} members by the store"

    def take_three_out(self):
        self._hand.select(self._people, 4, 4 + TAKEN_OUT - 1)
        self._program.find("label", starts=f"{TAKEN_OUT} of")
        self._hand.key("Delete")
        self._wait_for_members(CHOSEN - TAKEN_OUT)
        return f"{CHOSEN - TAKEN_OUT} are left"

    def undo_and_redo(self):
        self._hand.key("ctrl+z")
        self._wait_for_members(CHOSEN)
        self._hand.key("ctrl+shift+z")
        self._wait_for_members(CHOSEN - TAKEN_OUT)
        return f"{CHOSEN} after Undo, {CHOSEN - TAKEN_OUT} after Redo"

    def create_profiles(self):
        before = self._store.total("/shopper-profiles")
        ids = self._store.without_profile(3)
        self._open("All profiles")
        self._hand.menu("People", "Create profiles")
        self._hand.fill("text", ", ".join(map(str, ids)), contains="IDs")
        self._hand.press("push button", starts="Create 3")
        self._program.wait_closed()
        self._wait("the store has three profiles more",
                   lambda: self._store.total("/shopper-profiles") == before + len(ids))
        return f"customers {ids} have one now"

    def see_one_person(self):
        self._open(RENAMED)
        self._wait_for_members(CHOSEN - TAKEN_OUT)
        people = self._people
        name = self._wait("the first row has a name", lambda: people.cell(0, 1).name)
        self._hand.select(people, 0, 0)
        # At less than the room for three panes it is opened on demand.
        def pane():
            return self._program.windows()[0].first("filler", name="Person")

        if pane() is None:
            self._hand.key("F4")
        self._wait(f"the details are of {name}", lambda: pane() and pane().first(name=name))
        return f"the details are of {name}"

    def export_segment(self):
        file = os.path.join(self._folder, "exported.csv")
        if self._program.windows()[0].first("label", starts="1 of", contains="selected"):  # keys look at a person without selecting
            self._hand.menu("Edit", "Clear selection")
        self._hand.menu("File", "Export people")
        self._hand.press("push button", starts="Export")
        self._wait("the file dialog is open", lambda: self._program.windows()[0].first("dialog") or True)
        field = self._program.find("text", starts="File name")
        self._wait("the name has the keyboard", lambda: field.focused)
        self._hand.replace(field, file)
        self._hand.key("Return")
        self._wait("the file is there", lambda: os.path.exists(file))
        with open(file, encoding="utf-8-sig", newline="") as exported:
            rows = len(exported.read().splitlines()) - 1
        check(rows == CHOSEN - TAKEN_OUT, f"{rows} rows were exported")
        return f"{rows} rows"

    def delete_segment(self):
        before = self._store.total("/segments")
        self._hand.menu("Segment", "Delete segment")
        dialog = self._wait("it is asked for", self._program.dialog)
        danger = next(button for button in dialog.all("push button") if button.name.startswith("Delete"))
        check(not danger.enabled, "it could be deleted without typing the number")
        self._hand.fill("text", str(CHOSEN - TAKEN_OUT))
        self._hand.press("push button", starts="Delete")
        self._program.wait_closed()
        self._wait("the store has one segment less", lambda: self._store.total("/segments") == before - 1)
        self._wait("it is not in the list any more", lambda: self._row(RENAMED) is None)
        return f"{before - 1} segments are left"

    def copy_details(self):
        self._hand.menu("Help", "Copy details for support")
        dialog = self._wait("the details are shown", self._program.dialog)
        text = dialog.first("text", name="Details for support")
        check(text is not None, "the details have no name")
        self._hand.press("push button", name="Close")
        self._program.wait_closed()
        return "the details for support were shown"

    def quit(self):
        xdotool("key", "ctrl+q")
        code = self._program.wait_ended()
        check(code == 0, f"the program ended with {code}")
        check(not self._program.said(), f"the program said: {self._program.said()}")
        return "the program ended without a word"

    def tell(self):
        """Whether every step came out as it should."""
        number = 0
        try:
            for step in self.steps():
                number += 1
                print(f"[{number:2}/{len(self.steps())}] {step.__name__.replace('_', ' ')}", flush=True)
                begun = time.monotonic()
                print(f"        saw: {step()} ({time.monotonic() - begun:.1f} s)", flush=True)
        except Failure as failure:
            print(f"        FAILED: {failure}", flush=True)
            said = self._program.said()
            print(f"        the program said: {said or 'nothing'}", flush=True)
            picture = os.path.join(self._folder, f"failed-{number:02}.png")
            if subprocess.run(["import", "-window", "root", picture], check=False).returncode == 0:
                print(f"        picture: {picture}", flush=True)
            return False
        finally:
            self._program.kill()
            self._store.end()
        return True


def main():
    line = argparse.ArgumentParser(description=__doc__)
    line.add_argument("binaries")
    line.add_argument("folder")
    line.add_argument("--keyboard", action="store_true")
    arguments = line.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    return 0 if Story(arguments.binaries, arguments.folder, arguments.keyboard).tell() else 1


if __name__ == "__main__":
    sys.exit(main())
