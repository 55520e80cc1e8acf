// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/story/stage.h"

#include <optional>

namespace segmentdesk::story {

/// The main job, from an empty program to an exported file, as a merchant does it. Each step says
/// what it saw; what it saw is held against what the store answers.
class Story
{
public:
    /// The witness is asked for when the sandbox store has been opened. Exports go to @p
    /// exportFile.
    Story(Stage &stage, std::function<Witness()> witness, const QString &exportFile);

    /// True if every step came out as it should. Prints as it goes.
    bool perform();

private:
    using Step = QString (Story::*)(); ///< does it, and says what was seen

    QString openSandbox();
    QString seeSegments();
    QString filterSegments();
    QString createSegment();
    QString renameSegment();
    QString describeSegment();
    QString seeEverybody();
    QString dragPeople();
    QString seeMembers();
    QString takeThreeOut();
    QString undoAndRedo();
    QString createProfiles();
    QString seeOnePerson();
    QString exportSegment();
    QString deleteProfile();
    QString deleteSegment();

    qint64 count(const QString &label);
    int segmentRow(const QString &name);
    void openPlace(int row);
    void waitForMembers(qint64 members);
    qint64 membersByStore() const;
    QString segmentPath() const;
    QJsonObject segmentByStore() const; ///< empty if the store has none of the name
    bool isNamed(int row); ///< whether the person of a row has arrived, not only the row
    /// The e-mail address of a row is the one that the store has for the customer.
    void checkPerson(int row, qint64 customer);
    /// Types the number into a dialog, which must say that @p kept is not lost. Gives its heading.
    QString confirmByNumber(const QString &dialog, qint64 number, const QString &kept);

    Stage &m_stage;
    std::function<Witness()> m_findWitness;
    std::optional<Witness> m_store;
    QString m_exportFile;
    QString m_segmentName;
    QString m_segmentId;
};

} // namespace segmentdesk::story
