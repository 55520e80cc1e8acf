// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/backup/restorepreview.h"
#include "models/domain/customerlookup.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/handler.h"

#include <functional>
#include <memory>

class QCheckBox;
class QProgressBar;
class QSortFilterProxyModel;
class QStackedWidget;

namespace segmentdesk {

class Label;
class WaitNote;
class RestorePeopleModel;
class RestoreTableModel;
class StateView;
class TableView;

/// "Restore…": reads a backup, compares it with the store, and shows what would be done to each
/// segment before anything is. Segments are ticked one by one; what takes something away has to be
/// ticked too, and a lot of it has its number typed.
class RestoreDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// What the dialog needs of an open store.
    struct Steps
    {
        /// How the store is read; called again for each check.
        Handler<RestorePreview::Source()> source;
        CustomerLookup names{}; ///< for the list of people
        /// Lets the user choose another folder; the callback gets an empty one if not.
        Handler<void(std::function<void(QString)> chosen)> chooseFolder =
            [](const std::function<void(QString)> &chosen) { chosen(QString()); };
        QString storeName{}; ///< as the user calls the store
    };

    RestoreDialog(const QString &folder, Steps steps, QWidget *parent = nullptr);
    ~RestoreDialog() override;

    void done(int result) override;

Q_SIGNALS:
    /// Called before the dialog closes.
    void restoreRequested(const QList<segmentdesk::Plan> &plans,
                          const segmentdesk::RestoreTotals &totals);

private:
    void build();
    void check();
    void checked();
    void failed(const RestoreError &error);
    void chooseFolder();
    RestoreChoice choice() const;
    void choiceChanged();
    void showPeople();
    void updateButtons();
    void updateVisibleRows();
    void confirm();
    void run();
    QString about() const;

    QString m_folder;
    Steps m_steps;
    std::shared_ptr<RestorePreview> m_check; ///< the tables look at it as long as they live
    bool m_isChecked = false;
    bool m_updating = false;

    QStackedWidget *m_pages = nullptr;
    WaitNote *m_wait = nullptr;
    Label *m_checking = nullptr;
    QProgressBar *m_bar = nullptr;
    RestoreTableModel *m_model = nullptr;
    QSortFilterProxyModel *m_sorted = nullptr;
    TableView *m_table = nullptr;
    StateView *m_state = nullptr;
    QWidget *m_below = nullptr; ///< what is there only when there are segments
    Label *m_peopleTitle = nullptr;
    RestorePeopleModel *m_people = nullptr;
    TableView *m_peopleTable = nullptr;
    StateView *m_peopleState = nullptr;
    QCheckBox *m_create = nullptr;
    QCheckBox *m_remove = nullptr;
    QCheckBox *m_delete = nullptr;
    QPushButton *m_other = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_go = nullptr;
};

} // namespace segmentdesk
