// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/addpeopledialog.h"

#include "models/csv/pastedtable.h"
#include "ui/dialogs/errorpanel.h"
#include "ui/kit/label.h"
#include "ui/kit/progressstrip.h"
#include "ui/kit/textedit.h"
#include "ui/segments/waitnote.h"
#include "ui/words/words.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int countPauseMs = 120;

/// Hands a table that is pasted or dropped to its receiver.
class PeopleEdit : public TextEdit
{
public:
    explicit PeopleEdit(std::function<void(const QByteArray &)> onTable)
        : m_onTable(std::move(onTable))
    {
    }

    void setCompleter(const PeopleCompleter *completer) { m_completer = completer; }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (m_completer && m_completer->takes(*event))
            event->ignore();
        else
            TextEdit::keyPressEvent(event);
    }

    void insertFromMimeData(const QMimeData *source) override
    {
        if (const std::optional<QByteArray> table = pastedTable(source->text()))
            m_onTable(*table);
        else
            TextEdit::insertFromMimeData(source);
    }

private:
    std::function<void(const QByteArray &)> m_onTable;
    const PeopleCompleter *m_completer = nullptr;
};

/// "ann@x.example: which one? 12 Ann Lee, 15 Bob Ray". None is chosen by chance.
QString whoShares(const SharedAddress &address)
{
    constexpr qsizetype mostNamed = 5;
    QStringList named;
    for (const Customer &customer :
         address.customers.first(std::min(mostNamed, address.customers.size()))) {
        const QString id = QString::number(toNumber(customer.id));
        named.append(QString(id + u' ' + customer.fullName()).trimmed());
    }
    if (address.customers.size() > mostNamed)
        named.append(u"…"_s);
    return AddPeopleDialog::tr("%1 belongs to several customers. Use an ID: %2")
        .arg(address.text, named.join(u", "_s));
}

} // namespace

AddPeopleDialog::AddPeopleDialog(const QString &segmentName, Steps steps, const QuotaUsage &traffic,
                                 QWidget *parent)
    : DialogFrame(parent), m_segmentName(segmentName), m_steps(std::move(steps)),
      m_traffic(traffic), m_pages(new QStackedWidget(this)),
      m_edit(new PeopleEdit([this](const QByteArray &table) {
          Q_EMIT tablePasted(table);
          reject();
      })),
      m_count(new Label(QString(), TypeRole::Caption, Tone::Second, this)),
      m_error(new ErrorPanel(this)),
      m_lookingText(new Label(QString(), TypeRole::Body, Tone::Second, this)),
      m_wait(new WaitNote([this] { look(); }, this)), m_bar(makeProgressBar(this)),
      m_pane(new PlanPane(this)),
      m_repeated(new Label(QString(), TypeRole::Caption, Tone::Second, this))
{
    setObjectName(u"addPeopleDialog"_s);
    setWindowTitle(tr("Add people"));

    m_edit->setObjectName(u"peopleText"_s);
    if (m_steps.suggest)
        static_cast<PeopleEdit *>(m_edit)->setCompleter(
            new PeopleCompleter(m_edit, m_steps.suggest));
    m_edit->setTabChangesFocus(true);
    m_edit->document()->setDocumentMargin(7);
    m_edit->setPlaceholderText(
        tr("zoe@nordlys.example\n124310\n7c1e0f2a-5b7d-4c1e-9a51-0d3f6b1290af"));
    auto *label = new Label(tr("&Customer IDs, e-mail addresses or profile IDs"), TypeRole::Body,
                            Tone::Text, this);
    label->setBuddy(m_edit);
    m_count->setObjectName(u"peopleCount"_s);
    m_error->setObjectName(u"addPeopleError"_s);
    m_lookingText->setObjectName(u"lookingText"_s);
    m_lookingText->setAlignment(Qt::AlignCenter);
    m_bar->setObjectName(u"lookingBar"_s);
    m_bar->setFixedWidth(px(320, this));
    m_repeated->setObjectName(u"repeatedText"_s);

    auto *type = new QWidget(m_pages);
    auto *typeLayout = new QVBoxLayout(type);
    typeLayout->setContentsMargins(0, 0, 0, 0);
    typeLayout->setSpacing(6);
    typeLayout->addWidget(label);
    typeLayout->addWidget(m_edit, 1);
    typeLayout->addWidget(m_count);
    typeLayout->addWidget(m_error);
    auto *looking = new QWidget(m_pages);
    auto *lookingLayout = new QVBoxLayout(looking);
    lookingLayout->setSpacing(12);
    lookingLayout->addStretch(1);
    lookingLayout->addWidget(m_lookingText);
    lookingLayout->addWidget(m_wait, 0, Qt::AlignHCenter);
    lookingLayout->addWidget(m_bar, 0, Qt::AlignHCenter);
    lookingLayout->addStretch(1);
    auto *plan = new QWidget(m_pages);
    auto *planLayout = new QVBoxLayout(plan);
    planLayout->setContentsMargins(0, 0, 0, 0);
    planLayout->setSpacing(8);
    planLayout->addWidget(m_pane, 1);
    planLayout->addWidget(m_repeated);
    m_pages->addWidget(type);
    m_pages->addWidget(looking);
    m_pages->addWidget(plan);
    content()->addWidget(m_pages, 1);

    m_save = addButton(tr("Save as CSV…"), ButtonLook::Normal, u"export"_s);
    m_save->setObjectName(u"savePlan"_s);
    m_back = addButton(tr("Back"));
    m_back->setObjectName(u"backButton"_s);
    m_cancel = addCancelButton();
    m_cancel->setObjectName(u"cancelButton"_s);
    m_go = addButton(tr("Look up"), ButtonLook::Primary);
    m_go->setObjectName(u"goButton"_s);
    setDefaultButton(m_go);

    m_countLater.setSingleShot(true);
    m_countLater.setInterval(countPauseMs);
    connect(&m_countLater, &QTimer::timeout, this, &AddPeopleDialog::count);
    connect(m_edit, &QPlainTextEdit::textChanged, &m_countLater, qOverload<>(&QTimer::start));
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(m_pane->plan()); });
    connect(m_back, &QPushButton::clicked, this, [this] {
        stopLooking();
        showPage(Page::Type);
    });
    connect(m_go, &QPushButton::clicked, this,
            [this] { m_page == Page::Plan ? submit() : look(); });
    connect(m_pane, &PlanPane::changed, this, &AddPeopleDialog::updateButtons);
    m_pane->setCustomerLookup(m_steps.lookup);

    setMinimumSize(px(640, this), px(440, this));
    resize(px(780, this), px(620, this));
    count();
    showPage(Page::Type);
}

AddPeopleDialog::~AddPeopleDialog() = default;

void AddPeopleDialog::check(const QString &text)
{
    m_edit->setPlainText(text);
    look();
}

void AddPeopleDialog::done(int result)
{
    stopLooking();
    DialogFrame::done(result);
}

void AddPeopleDialog::showPage(Page page)
{
    m_page = page;
    m_pages->setCurrentIndex(int(page));
    const QString segment = words::quoted(m_segmentName);
    setHeading(page == Page::Plan ? tr("Add people to %1?").arg(segment)
                                  : tr("Add people to %1").arg(segment));
    updateButtons();
    if (page == Page::Type)
        m_edit->setFocus();
    else if (page == Page::Looking)
        m_back->setFocus();
    else
        focusDefaultButton();
}

void AddPeopleDialog::count()
{
    m_countLater.stop();
    m_texts = Planner::cut(m_edit->toPlainText()).size();
    if (m_texts > Planner::maxTexts) {
        m_count->setTone(Tone::Err);
        m_count->setText(tr("%1 entries: at most %2 at once. Import a file, or add them in parts.")
                             .arg(words::count(m_texts), words::count(Planner::maxTexts)));
    } else {
        m_count->setTone(Tone::Second);
        m_count->setText(m_texts == 0       ? m_steps.suggest
                                       ? tr("One per line, or separated by commas or semicolons. Type a "
                                                  "name to find a person.")
                                       : tr("One per line, or separated by spaces, commas or semicolons.")
                                   : m_texts == 1 ? tr("%Ln entry", nullptr, 1)
                                            : tr("%Ln entries", nullptr, int(m_texts)));
    }
    updateButtons();
}

void AddPeopleDialog::look()
{
    count();
    if (m_texts == 0 || m_texts > Planner::maxTexts)
        return;
    m_error->clear();
    m_resolved = {};
    m_looking = std::make_unique<QObject>();
    m_lookingText->setText(tr("Looking up %1…")
                               .arg(m_texts == 1 ? tr("%Ln entry", nullptr, 1)
                                                 : tr("%Ln entries", nullptr, int(m_texts))));
    setProgress(m_bar, 0, -1);
    showPage(Page::Looking);
    m_steps.resolve(
        Planner::cut(m_edit->toPlainText()), m_looking.get(),
        [this](const Result<Resolved> &answer) { resolved(answer); },
        [this](qint64 done, qint64 total) { setProgress(m_bar, done, total); });
}

void AddPeopleDialog::stopLooking()
{
    m_looking.reset();
}

void AddPeopleDialog::resolved(const Result<Resolved> &answer)
{
    if (!answer) {
        failed(answer.error(), WhatFailed::Search);
        return;
    }
    m_resolved = *answer;
    if (m_resolved.people.isEmpty()) {
        Plan empty;
        empty.segmentName = m_segmentName;
        planned(empty);
        return;
    }
    m_lookingText->setText(tr("Checking who is already a member…"));
    m_wait->sign();
    setProgress(m_bar, 0, -1);
    m_steps.plan(
        m_resolved.people, m_looking.get(),
        [this](const Result<segmentdesk::Plan> &plan) { planned(plan); },
        [this](qint64 done, qint64 total) { setProgress(m_bar, done, total); });
}

void AddPeopleDialog::planned(const Result<segmentdesk::Plan> &answer)
{
    if (!answer) {
        failed(answer.error(), WhatFailed::ReadMembers);
        return;
    }
    // Destroyed from within a call of its own otherwise.
    m_looking.release()->deleteLater();
    segmentdesk::Plan plan = *answer;
    plan.notFoundTexts = m_resolved.notFound;
    for (const SharedAddress &address : std::as_const(m_resolved.shared))
        plan.notFoundTexts.append(whoShares(address));
    m_repeated->setVisible(m_resolved.duplicates > 0);
    m_repeated->setText(
        m_resolved.duplicates == 1
            ? tr("%Ln duplicate entry was left out.", nullptr, 1)
            : tr("%Ln duplicate entries were left out.", nullptr, int(m_resolved.duplicates)));
    m_pane->setPlan(plan, tr("All entered"));
    showPage(Page::Plan);
}

void AddPeopleDialog::failed(const ApiError &error, WhatFailed operation)
{
    m_looking.release()->deleteLater();
    m_error->showError(error, operation);
    showPage(Page::Type);
}

void AddPeopleDialog::updateButtons()
{
    m_back->setVisible(m_page != Page::Type);
    m_save->setVisible(m_page == Page::Plan);
    switch (m_page) {
    case Page::Type:
        setSubtitle(tr("Nothing changes yet: next you see what would happen to each person."));
        setFacts(QString());
        m_go->setText(tr("Look up"));
        m_go->setEnabled(m_texts > 0 && m_texts <= Planner::maxTexts);
        setMissing(m_texts == 0 ? tr("Type or paste at least one customer ID, e-mail address or "
                                     "profile ID.")
                       : m_texts > Planner::maxTexts
                       ? tr("At most %1 entries at once.").arg(words::count(Planner::maxTexts))
                       : QString());
        break;
    case Page::Looking:
        setSubtitle(tr("Nothing changes yet."));
        setFacts(QString());
        m_go->setText(tr("Look up"));
        m_go->setEnabled(false);
        setMissing(tr("They are still being looked up."));
        break;
    case Page::Plan: {
        // As many as the tiles say; those that came twice are named below.
        const qint64 entered = m_pane->plan().counts().total();
        setSubtitle(entered == 1
                        ? tr("You entered %Ln person. This is what will happen.", nullptr, 1)
                        : tr("You entered %1 people. This is what will happen to each person.")
                              .arg(words::count(entered)));
        setFacts(m_pane->facts(m_traffic));
        m_go->setText(m_pane->buttonText());
        m_go->setEnabled(m_pane->changing() > 0);
        setMissing(m_pane->changing() > 0
                       ? QString()
                       : tr("There are no people to add. Go back to enter others."));
        break;
    }
    }
}

void AddPeopleDialog::submit()
{
    Q_EMIT addRequested(m_pane->plan(), m_pane->createProfilesFor());
    accept();
}

} // namespace segmentdesk
