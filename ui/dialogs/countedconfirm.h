// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/result.h"
#include "ui/kit/handler.h"
#include "ui/kit/typedconfirm.h"

#include <functional>
#include <memory>
#include <optional>

namespace segmentdesk {

class LinkButton;
class WaitNote;

/// Counts members for a dialog that does not know their number yet.
using CountMembers = std::function<void(QObject *context, Callback<qint64> callback)>;

/// What a CountedConfirm knows of the members that its question is about.
struct MembersKnown
{
    enum class State {
        Known,
        Counting,
        Uncounted, ///< nothing counts them, or the store refused
    };

    State state = State::Uncounted;
    qint64 members = -1; ///< below 0: not known
    QString unavailableReason; ///< of Uncounted: as a sentence or two; empty: nothing counts them

    bool isKnown() const { return state == State::Known; }
};

/// A TypedConfirm whose number may have to be asked of the store first. If the store does not
/// answer, it says so and offers to try again; the button that keeps everything is the way out.
class CountedConfirm : public TypedConfirm
{
    Q_OBJECT

public:
    using Words = Handler<TypedConfirmWords(const MembersKnown &)>;

    /// @p members: nothing if they are not known; then @p count is asked, if there is one.
    CountedConfirm(const Words &words, std::optional<qint64> members, const CountMembers &count,
                   QWidget *parent = nullptr);
    ~CountedConfirm() override;

    /// The number of members that was shown; -1: none was.
    qint64 members() const { return m_known.members; }

private:
    void countMembers();
    void counted(const Result<qint64> &answer);

    void say(const MembersKnown &known);

    Words m_words;
    MembersKnown m_known;
    CountMembers m_count;
    std::unique_ptr<QObject> m_counting; ///< context of the count under way
    WaitNote *m_wait;
    LinkButton *m_retry; ///< once counting has failed
};

} // namespace segmentdesk
