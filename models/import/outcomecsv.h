// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"

#include <functional>
#include <memory>

class QObject;

namespace segmentdesk {

class ImportPreview;
class OutputFile;
struct ImportRow;

/// Told once, in the thread of the context: nothing, or why there is no file.
using Saved = std::function<void(const std::optional<JobError> &error)>;

// Plans and outcomes as CSV files: UTF-8 with a mark, CRLF, safe for spreadsheets, plain English
// words. Written in a worker thread; a file appears under its name only when it is complete.

/// What was found for a row, in the words of the result file.
QString foundText(const ImportPreview &check, const ImportRow &row);

/// One line for each id with what happened to it and why; then typed texts without was found
/// for. Of a change of segments: one line for each segment.
void saveOutcome(const Outcome &outcome, const QString &fileName, QObject *context, Saved saved);
/// One line for each id with what will happen to it.
void savePlan(const Plan &plan, const QString &fileName, QObject *context, Saved saved);

/// The input's own columns in their order, then status and reason: of each row what was found, and
/// once it ran what came of it. Of MakeEqual, then a line for each member who leaves. Nothing is
/// written if the input has changed, or is that very file by whatever name (CannotOpenFile).
void saveImport(const ImportPreview &check, const QList<Outcome> &outcomes, const QString &fileName,
                QObject *context, Saved saved);
/// The same into a file that was opened before anything was sent.
void saveImport(const ImportPreview &check, const QList<Outcome> &outcomes,
                std::unique_ptr<OutputFile> file, QObject *context, Saved saved);

} // namespace segmentdesk
