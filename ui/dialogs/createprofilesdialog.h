// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customerlookup.h"
#include "models/domain/ids.h"
#include "models/sources/withoutprofilescan.h"
#include "ui/dialogs/customeridlist.h"
#include "ui/kit/dialogframe.h"

#include <QTimer>

class QEvent;
class QPlainTextEdit;
class QProgressBar;
class QStackedWidget;

namespace segmentdesk {

class Label;
class PeopleTableModel;
class StateView;
class WaitNote;
class TableView;

/// Makes shopper profiles: for customer ids that are typed or pasted, or for customers picked from
/// those who have none.
class CreateProfilesDialog : public DialogFrame
{
    Q_OBJECT

public:
    enum class Page { Type, Pick };

    /// @p scan may be running or complete already; it is started when its page is first shown. It
    /// must outlive the dialog. @p lookup: names for those whom the scan keeps only by id, far down
    /// the list.
    explicit CreateProfilesDialog(WithoutProfileScan &scan, const CustomerLookup &lookup = {},
                                  QWidget *parent = nullptr);
    ~CreateProfilesDialog() override;

    void showPage(Page page);
    void setText(const QString &ids);

Q_SIGNALS:
    /// Confirmed; the dialog closes. Each customer once, not empty.
    void createRequested(const QList<segmentdesk::CustomerId> &customers);

private:
    QWidget *makeTypePage();
    QWidget *makePickPage();
    Page page() const;
    void parse();
    void updateScan();
    void updateVisibleRows();
    void updateButton();
    void submit();
    void startScan();
    void restartScan();
    void stopScan();
    bool eventFilter(QObject *watched, QEvent *event) override;

    WithoutProfileScan &m_scan;
    QStackedWidget *m_pages;
    QPushButton *m_typeTab;
    QPushButton *m_pickTab;
    QPlainTextEdit *m_edit;
    Label *m_valid;
    Label *m_repeated;
    Label *m_badTitle;
    Label *m_bad;
    QTimer m_parseLater;
    CustomerIdList m_list;
    TableView *m_table;
    PeopleTableModel *m_model;
    StateView *m_state;
    WaitNote *m_wait;
    QProgressBar *m_bar;
    Label *m_scanText;
    QPushButton *m_scanButton;
    bool m_collecting = false; ///< selected rows are being turned into ids
    QPushButton *m_create;
};

} // namespace segmentdesk
