// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/csv/columnguess.h"
#include "models/domain/customerlookup.h"
#include "models/import/importrun.h"
#include "models/import/outcomecsv.h"
#include "models/jobs/job.h"
#include "ui/dialogs/prompts.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/handler.h"

#include <QPointer>

#include <memory>

class QSettings;
class QStackedWidget;

namespace segmentdesk {

class Card;
class ErrorPanel;
class GroupRun;
class ImportCheckPage;
class ImportColumnsPage;
class ImportFilePage;
class ImportResultPage;
class Label;
class StepBar;

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
        /// The local copy, if it is whole at the moment.
        Handler<std::optional<Copy>()> copy = [] { return std::optional<Copy>(); };
        CustomerLookup names; ///< for the table
        /// Starts the jobs of a plan, of profiles to be made for it, and of people who leave, all
        /// of it one step. They tell what happened.
        Handler<GroupRun *(const Plan &plan, const QList<CustomerId> &createProfilesFor,
                           const Plan &leaving)>
            run = [](const Plan &, const QList<CustomerId> &, const Plan &) {
                return static_cast<GroupRun *>(nullptr);
            };
        QSettings *settings =
            nullptr; ///< keeps which columns were chosen, for each kind of file; null: nowhere
    };

    /// Kinds of files, distinguished by their headers, whose columns are remembered.
    static constexpr int maxKinds = 100;
    /// People who are tried first, if that is ticked.
    static constexpr int tried = ImportRun::tried;

    /// @p what: the file or the pasted text, and the segment; the dialog finds out the rest.
    ImportDialog(const ImportSpec &what, Steps steps, const Prompts &prompts,
                 QWidget *parent = nullptr);
    ~ImportDialog() override;

    void done(int result) override;

private:
    enum class Page { File, Columns, Check, Result };

    void showPage(Page page);
    void next();
    void back();
    void detect();
    void dialectChosen();
    void showFirstRows();
    QString headerKey() const;
    void remember();
    void check();
    void checked();
    void checkFailed(const ImportError &error);
    void suggestEncoding();
    void useEncoding();
    QString sourceName() const;
    bool needsNames() const;
    bool hasCopy() const;
    void updateButtons();
    void confirm();
    void run();
    void groupEnded();
    void saveResult();
    bool removing() const;

    ImportSpec m_spec;
    Steps m_steps;
    Prompts m_prompts;
    QByteArray m_head;
    std::optional<CsvDialect::Encoding> m_otherEncoding; ///< that the dialog suggests
    bool m_headIsWhole = false;
    QStringList m_names;
    QList<QStringList> m_sample;
    ColumnGuess m_guess;
    Page m_page = Page::File;
    std::shared_ptr<ImportPreview> m_check; ///< the table looks at it as long as it lives
    bool m_asksStore = false; ///< although there is a copy
    QDateTime m_copyReadAt; ///< of the copy that was asked; invalid: the store was
    ImportRun m_run; ///< ready once it was checked
    QPointer<GroupRun> m_group; ///< under way; null: none

    StepBar *m_stepBar;
    QStackedWidget *m_pages;
    ImportFilePage *m_filePage = nullptr;
    ImportColumnsPage *m_columnsPage = nullptr;
    ImportCheckPage *m_checkPage = nullptr;
    ImportResultPage *m_resultPage = nullptr;
    ErrorPanel *m_error = nullptr;
    Card *m_hint = nullptr; ///< suggests another encoding
    Label *m_hintText = nullptr;
    QPushButton *m_hintUse = nullptr;
    QPushButton *m_save;
    QPushButton *m_back;
    QPushButton *m_cancel;
    QPushButton *m_go;
};

} // namespace segmentdesk
