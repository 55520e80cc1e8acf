// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/simulation/sessionfixture.h"
#include "tests/simulation/step.h"

#include <QTemporaryDir>

namespace segmentdesk {
class RestorePreview;
struct ImportSpec;
struct RestoreChoice;
} // namespace segmentdesk

namespace segmentdesk::simulation {

struct RunResult
{
    std::optional<Violation> violation;
    int brokenAt = -1; ///< index of the step after which it was seen
    QStringList trace; ///< in words
    int steps = 0; ///< that were made
    int faults = 0; ///< that befell something
    int requests = 0;
    int changes = 0; ///< that ended
};

/// One store, one program, and what happens to them.
class Run
{
public:
    struct Options
    {
        bool withWire = false; ///< the trace has every request
        QSet<QString> tolerated; ///< codes of violations that do not end the run
    };

    /// @p dispatcher is the program's.
    Run(Dispatcher &dispatcher, quint64 seed, const Options &options);
    ~Run();

    RunResult run(const QList<Step> &steps);

private:
    void populate();
    void make(const Step &step);
    void person(const Step &step);
    void elsewhere(const Step &step);
    void machine(const Step &step);
    void pass(const Step &step);
    void settle();
    void check();
    void say(const QString &words);
    void died();

    QString segmentName(const modelstore::Id &id) const;
    QString newName(quint32 number) const;
    std::optional<modelstore::Id> segment(quint32 number) const;
    QList<PersonRef> people(const std::vector<modelstore::Id> &profiles) const;
    std::vector<modelstore::Id> pick(const std::set<modelstore::Id> &from, quint32 number,
                                     quint32 most) const;
    std::set<modelstore::Id> profiles() const;
    ChangeJob *live(quint32 number) const;
    Segment segmentOf(const modelstore::Id &id) const;
    void changeMembers(const Step &step, bool adds);
    void takeBack(bool isUndo);
    void severalChanges(const Step &step);
    void files(const Step &step);
    void exportMembers(const modelstore::Id &segment);
    void exported(const ExportJob &job);
    void import(const ImportSpec &spec, const QSet<qint64> &named);
    struct BackedUp;
    void backUp();
    void backedUp(BackedUp backup);
    bool isHiddenMove(const BackedUp &backup, const modelstore::Id &segment) const;
    void restore(const Step &step);
    void restorePlanned(const RestorePreview &preview, RestoreChoice choice, const BackedUp &backup,
                        StoreSession &session);

    Dispatcher &m_dispatcher;
    Options m_options;
    quint64 m_seed;
    modelstore::Store m_store;
    Network m_network;
    Watch m_watch;
    QTemporaryDir m_folder;
    SessionFixture m_desk;
    struct Exported
    {
        modelstore::Id segment;
        QString fileName;
        size_t logBefore = 0; ///< entries of the store's log when it began
        std::set<modelstore::Id> membersBefore;
        bool isWhole = false;
        QSet<qint64> customers; ///< whom the file names
    };
    struct BackedUp
    {
        QString folder;
        size_t logBefore = 0; ///< entries of the store's log when it began
        size_t sentBefore = 0; ///< requests until then
        std::map<modelstore::Id, std::set<modelstore::Id>> membersBefore;
        QHash<modelstore::Id, QSet<qint64>> customers; ///< whom its files name, by segment
    };
    std::optional<BackedUp> m_lastBackup; ///< that said it was complete
    QHash<const QObject *, Exported> m_exports; ///< under way, by their job
    std::optional<Exported> m_lastExport; ///< that said it was complete
    int m_files = 0;
    RunResult m_result;
    int m_at = -1;
    int m_faults = 0; ///< besides those of the network
};

} // namespace segmentdesk::simulation
