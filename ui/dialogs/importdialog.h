// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customerlookup.h"
#include "models/jobs/importcheck.h"
#include "models/jobs/job.h"
#include "models/jobs/rowscsv.h"
#include "ui/kit/dialogframe.h"
#include "ui/prompts.h"

#include <QPointer>

#include <memory>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QProgressBar;
class QSettings;
class QStackedWidget;
class QStandardItemModel;

namespace segmentdesk {

class Card;
class ErrorPanel;
class IconLabel;
class ImportTableModel;
class Label;
class WaitNote;
class LinkButton;
class StepBar;
class TableView;
class TileRow;
class TileButton;

/// "Import…" into a segment: how the file is written, which columns say who, what would happen to
/// each row, and what did. Nothing is sent before the check was confirmed.
class ImportDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// What the dialog needs of an open store.
    struct Steps
    {
        ImportSources store;
        struct Copy
        {
            ImportSources sources;
            QDateTime readAt; ///< UTC
        };
        /// The local copy, if it is whole at the moment; null: there is none.
        std::function<std::optional<Copy>()> copy;
        CustomerLookup names; ///< for the table
        /// Starts the jobs of a plan, of profiles to be made for it, and of people who leave, all
        /// of it one step. They tell what happened.
        std::function<QList<Job *>(const Plan &plan, const QList<CustomerId> &createProfilesFor,
                                   const Plan &leaving)>
            run;
        QSettings *settings =
            nullptr; ///< keeps which columns were chosen, for each kind of file; null: nowhere
    };

    /// Kinds of files, told apart by their headers, whose columns are remembered.
    static constexpr int maxKinds = 100;
    /// People who are tried first, if that is ticked.
    static constexpr int tried = 10;
    /// Columns that can be chosen from.
    static constexpr int maxShownColumns = 60;

    /// @p what: the file or the pasted text, and the segment; the dialog finds out the rest.
    ImportDialog(const ImportSpec &what, Steps steps, const Prompts &prompts,
                 QWidget *parent = nullptr);
    ~ImportDialog() override;

    void done(int result) override;

private:
    enum class Page { File, Columns, Check, Result };

    void buildFilePage();
    void buildColumnsPage();
    void buildCheckPage();
    void buildResultPage();
    void showPage(Page page);
    void next();
    void back();
    void detect();
    void dialectChosen();
    void showFirstRows();
    void fillColumns();
    QString kindKey() const;
    void remember();
    void check();
    void checked();
    void checkFailed(const ImportError &error);
    void suggestEncoding();
    void useEncoding();
    QString sourceName() const;
    bool needsNames() const;
    bool hasCopy() const;
    void updateVisibleRows();
    void updateButtons();
    void updateOptions();
    void confirm();
    void run();
    void jobEnded();
    void saveResult();
    bool removing() const;
    qint64 changing() const;

    ImportSpec m_spec;
    Steps m_steps;
    Prompts m_prompts;
    QByteArray m_head;
    std::optional<CsvDialect::Encoding> m_otherEncoding; ///< that the dialog suggests
    bool m_headIsWhole = false;
    QStringList m_names;
    QList<QStringList> m_sample;
    Page m_page = Page::File;
    std::shared_ptr<ImportCheck> m_check; ///< the table looks at it as long as it lives
    bool m_isChecked = false;
    bool m_asksStore = false; ///< although there is a copy
    QDateTime m_copyReadAt; ///< of the copy that was asked; invalid: the store was
    qint64 m_ran = 0; ///< people who are behind us
    QList<QPointer<Job>> m_jobs; ///< under way
    QList<Outcome> m_outcomes;

    StepBar *m_stepBar;
    QStackedWidget *m_pages;
    ErrorPanel *m_error = nullptr;
    Card *m_hint = nullptr; ///< suggests another encoding
    Label *m_hintText = nullptr;
    QPushButton *m_hintUse = nullptr;
    QComboBox *m_encoding = nullptr;
    Label *m_encodingLabel = nullptr;
    QComboBox *m_delimiter = nullptr;
    QCheckBox *m_header = nullptr;
    QStandardItemModel *m_first = nullptr;
    TableView *m_firstRows = nullptr;
    QWidget *m_columnRows = nullptr;
    QList<QComboBox *> m_roles;
    QButtonGroup *m_mode = nullptr;
    WaitNote *m_wait = nullptr;
    Label *m_checking = nullptr;
    QProgressBar *m_bar = nullptr;
    QStackedWidget *m_checkPages = nullptr;
    TileRow *m_tiles = nullptr;
    Label *m_source = nullptr; ///< where people were looked up
    LinkButton *m_otherSource = nullptr;
    ImportTableModel *m_model = nullptr;
    TableView *m_table = nullptr;
    QCheckBox *m_create = nullptr;
    QCheckBox *m_try = nullptr;
    QCheckBox *m_byName = nullptr;
    Label *m_leaving = nullptr;
    IconLabel *m_resultIcon = nullptr;
    Label *m_result = nullptr;
    Label *m_advice = nullptr;
    QPushButton *m_save;
    QPushButton *m_back;
    QPushButton *m_cancel;
    QPushButton *m_go;
};

} // namespace segmentdesk
