// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QAction;

namespace segmentdesk {

/// The actions of a window, by what they do. All are children of the window.
struct ActionSet
{
    QAction *newSegment = nullptr;
    QAction *exportPeople = nullptr;
    QAction *importFile = nullptr;
    QAction *exportSegments = nullptr;
    QAction *exportMatrix = nullptr;
    QAction *backUp = nullptr;
    QAction *restore = nullptr;
    QAction *connectStore = nullptr;
    QAction *closeStore = nullptr;
    QAction *changeToken = nullptr;
    QAction *renameStore = nullptr;
    QAction *forget = nullptr;
    QAction *reset = nullptr;
    QAction *quit = nullptr;
    QAction *openSettings = nullptr;
    QAction *undo = nullptr;
    QAction *redo = nullptr;
    QAction *copy = nullptr;
    QAction *paste = nullptr;
    QAction *selectAll = nullptr;
    QAction *clearSelection = nullptr;
    QAction *find = nullptr;
    QAction *findEverywhere = nullptr;
    QAction *addPeople = nullptr;
    QAction *addTo = nullptr;
    QAction *moveTo = nullptr;
    QAction *remove = nullptr;
    QAction *createProfiles = nullptr;
    QAction *deleteProfiles = nullptr;
    QAction *rename = nullptr;
    QAction *edit = nullptr;
    QAction *duplicate = nullptr;
    QAction *merge = nullptr;
    QAction *compare = nullptr;
    QAction *empty = nullptr;
    QAction *deleteSegment = nullptr;
    QAction *refresh = nullptr;
    QAction *details = nullptr;
    QAction *activity = nullptr;
    QAction *historyPage = nullptr;
    QAction *pauseJob = nullptr;
    QAction *cancelJob = nullptr;
};

} // namespace segmentdesk
