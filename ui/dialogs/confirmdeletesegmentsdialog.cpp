// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/confirmdeletesegmentsdialog.h"

#include "ui/words/words.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr qsizetype maxNames = 5;

/// Names of several segments, for rich text.
QString names(const QList<Segment> &segments)
{
    QStringList list;
    for (qsizetype i = 0; i < qMin(maxNames, segments.size()); ++i)
        list.append(words::quoted(segments.at(i).name).toHtmlEscaped());
    QString text = list.join(u", "_s);
    if (const auto more = segments.size() - maxNames; more > 0)
        text = ConfirmDeleteSegmentsDialog::tr("%1 and %2 more").arg(text, words::count(more));
    return text;
}

TypedConfirmWords wordsFor(const QList<Segment> &segments, const MembersKnown &known)
{
    const qint64 members = known.members;
    const bool counting = known.state == MembersKnown::State::Counting;
    using Dialog = ConfirmDeleteSegmentsDialog;
    const auto bold = [](const QString &text) -> QString { return u"<b>"_s + text + u"</b>"_s; };
    const bool one = segments.size() == 1;
    const QString segmentCount = words::count(segments.size());

    QString lost;
    if (one)
        lost = members >= 0
            ? (members == 1
                   ? Dialog::tr("The segment and its list of %1 member are deleted in the store.")
                   : Dialog::tr("The segment and its list of %1 members are deleted in the store."))
                  .arg(bold(words::count(members)))
            : counting
            ? Dialog::tr(
                "The segment and its list of members (counting…) are deleted in the store.")
            : Dialog::tr("The segment and its list of members are deleted in the store.");
    else
        lost = members >= 0
            ? Dialog::tr("%1 segments and their lists of %2 members are deleted in the store: %3.")
                  .arg(bold(segmentCount), bold(words::count(members)), names(segments))
            : counting
            ? Dialog::tr("%1 segments and their lists of members (counting…) are deleted in the "
                         "store: %2.")
                  .arg(bold(segmentCount), names(segments))
            : Dialog::tr("%1 segments and their lists of members are deleted in the store: %2.")
                  .arg(bold(segmentCount), names(segments));

    TypedConfirmWords confirm;
    confirm.windowTitle = one ? Dialog::tr("Delete segment") : Dialog::tr("Delete segments");
    confirm.heading = one ? Dialog::tr("Delete %1?").arg(words::quoted(segments.constFirst().name))
                          : Dialog::tr("Delete %1 segments?").arg(segmentCount);
    confirm.points = {
        {ConfirmPoint::Kind::Lost, lost},
        {ConfirmPoint::Kind::Kept, Dialog::tr("No person, profile or other segment is deleted.")},
        {ConfirmPoint::Kind::Know,
         one ? Dialog::tr("Promotions that use it stop matching. Undo recreates it with the same "
                          "members, but with a new ID that promotions do not follow.")
             : Dialog::tr("Promotions that use them stop matching. Undo recreates them with the "
                          "same members, but with new IDs that promotions do not follow.")},
    };
    // One segment is known by its members; several, and one that the token cannot look into, by
    // their number.
    if (one && (members >= 0 || counting)) {
        confirm.number = members;
        confirm.prompt = counting
            ? Dialog::tr("Type the number of members, counting…")
            : Dialog::tr("Type the number of members, %1").arg(bold(words::count(members)));
    } else {
        confirm.number = segments.size();
        confirm.prompt = Dialog::tr("Type the number of segments, %1").arg(bold(segmentCount));
    }
    confirm.keep = one ? Dialog::tr("Keep segment") : Dialog::tr("Keep segments");
    confirm.danger =
        one ? Dialog::tr("Delete segment") : Dialog::tr("Delete %1 segments").arg(segmentCount);
    confirm.dangerIcon = u"trash"_s;
    return confirm;
}

} // namespace

ConfirmDeleteSegmentsDialog::ConfirmDeleteSegmentsDialog(const QList<Segment> &segments,
                                                         std::optional<qint64> members,
                                                         const CountMembers &count, QWidget *parent)
    : CountedConfirm([segments](const MembersKnown &known) { return wordsFor(segments, known); },
                     members, count, parent)
{
    setObjectName(u"confirmDeleteSegmentsDialog"_s);
}

} // namespace segmentdesk
