// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customerlookup.h"
#include "models/import/importpreview.h"
#include "models/import/importrun.h"

#include <QDateTime>
#include <QStackedWidget>

#include <memory>

class QCheckBox;
class QProgressBar;

namespace segmentdesk {

class ImportTableModel;
class Label;
class LinkButton;
class TableView;
class TileRow;
class WaitNote;

/// The third page of an import: how far the check is, then what was found for each row and what may
/// be chosen about it.
class ImportCheckPage : public QStackedWidget
{
    Q_OBJECT

public:
    ImportCheckPage(const CustomerLookup &names, QWidget *parent);

    /// Shows that a check is under way.
    void showLooking();
    void showProgress(qint64 done, qint64 total, bool isCopy);
    /// The rows of a check that has finished. @p copyReadAt: of the local copy that was asked;
    /// invalid: the store was. @p canCheckElsewhere: in the other of the two.
    void setFound(const std::shared_ptr<const ImportPreview> &check, const QDateTime &copyReadAt,
                  bool canCheckElsewhere);
    void showFound();
    /// Lets go of the check.
    void clear();
    /// What can be ticked, which depends on whether names count.
    void updateOptions(const ImportPreview &check);
    ImportRun::Options options() const;

Q_SIGNALS:
    void checkRequested(); ///< once more
    void elsewhereRequested(); ///< in the store instead of the local copy, or the other way round
    void byNameToggled(bool uses);
    void optionsToggled();

private:
    void updateVisibleRows();

    WaitNote *m_wait = nullptr;
    Label *m_checking = nullptr;
    QProgressBar *m_bar = nullptr;
    TileRow *m_tiles = nullptr;
    Label *m_source = nullptr; ///< where people were looked up
    LinkButton *m_otherSource = nullptr;
    ImportTableModel *m_model = nullptr;
    TableView *m_table = nullptr;
    QCheckBox *m_create = nullptr;
    QCheckBox *m_try = nullptr;
    QCheckBox *m_byName = nullptr;
    Label *m_leaving = nullptr;
};

} // namespace segmentdesk
