// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apierror.h"
#include "models/domain/segment.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/handler.h"
#include "ui/words/errorwords.h"

#include <optional>

class QLineEdit;
class QPlainTextEdit;

namespace segmentdesk {

class ErrorPanel;
class WaitNote;
class Label;

/// Makes a segment, or changes its name and description. Stays open until the store has answered,
/// or is closed, with which the change continues: the receiver of the signals calls storeAccepted()
/// or storeRefused().
class SegmentDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// Longest description, in characters (chosen: the vendor names no limit).
    static constexpr int maxDescription = 1000;

    explicit SegmentDialog(QWidget *parent = nullptr);
    explicit SegmentDialog(const Segment &segment, QWidget *parent = nullptr);

    /// Whether a name is taken by another segment, as far as is known here; asked while
    /// typing.
    void setNameTaken(const Handler<bool(const QString &name)> &nameTaken);
    void setName(const QString &name);
    /// The new segment gets the members of this one, and at first its description: says so.
    void setOriginal(const Segment &original);

    /// The new segment gets so many people at once: says so.
    void setMemberCount(qint64 people);

    /// The store made the change: closes as accepted.
    void storeAccepted();
    /// The store did not: says so in the dialog, where everything typed is still there.
    void storeRefused(const ApiError &error);
    /// The store was not asked.
    void failed(const ErrorWords &why);

Q_SIGNALS:
    void createRequested(const segmentdesk::NewSegment &segment);
    /// Only what is different is set.
    void changeRequested(const segmentdesk::SegmentUpdate &update);

private:
    SegmentDialog(const std::optional<Segment> &segment, QWidget *parent);
    QString name() const;
    QString description() const;
    void check();
    void submit();
    void setBusy(bool busy);

    std::optional<Segment> m_segment; ///< nothing: a new one
    Handler<bool(const QString &)> m_nameTaken = [](const QString &) { return false; };
    QString m_refusedName; ///< the store said that this one is taken
    bool m_busy = false;
    QLineEdit *m_name;
    Label *m_nameHint;
    Label *m_nameCounter;
    QPlainTextEdit *m_description;
    Label *m_descriptionCounter;
    ErrorPanel *m_error;
    WaitNote *m_wait;
    QPushButton *m_cancel;
    QPushButton *m_submit;
};

} // namespace segmentdesk
