# SPDX-FileCopyrightText: 2026 Segment Desk contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store that the program is connected to, in a process of its own, and what it answers to anybody."""

import json
import subprocess
import urllib.parse
import urllib.request

TOKEN = "outside-token"


class Store:
    def __init__(self, program, customers=1500):
        self._process = subprocess.Popen(
            [program, "--token", TOKEN, "--store", "outside", "--customers", str(customers)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.api_path = self._process.stdout.readline().split()[-1]

    def get(self, path, **parameters):
        address = self.api_path + path + "?" + urllib.parse.urlencode(parameters, safe=":,")
        request = urllib.request.Request(address, headers={"X-Auth-Token": TOKEN, "Accept": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def total(self, path):
        return self.get(path, limit=1)["meta"]["pagination"]["total"]

    def segments(self):
        return self.get("/segments", limit=250)["data"]

    def segment(self, name):
        """Its id, or None."""
        return next((each["id"] for each in self.segments() if each["name"] == name), None)

    def members(self, segment):
        return self.total(f"/segments/{segment}/shopper-profiles")

    def without_profile(self, number):
        """Ids of customers who have no shopper profile."""
        found = []
        page = 1
        while len(found) < number:
            data = self.get("/customers", limit=250, page=page, include="shopper_profile_id")["data"]
            if not data:
                break
            found += [each["id"] for each in data if not each["shopper_profile_id"]]
            page += 1
        return found[:number]

    def end(self):
        self._process.terminate()
        self._process.wait(20)
