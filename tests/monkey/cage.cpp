// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/monkey/cage.h"

#include <QFile>
#include <QNetworkProxyFactory>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace segmentdesk::monkey {

namespace {

/// The monkey may type the address of a real store: there is no way to any.
class OnlyThisComputer : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        if (host.isEmpty() || host == u"127.0.0.1"_s || host == u"localhost"_s)
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        constexpr quint16 discard = 9; // where nothing listens
        return {QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, discard)};
    }
};

} // namespace

Cage::Cage(const QString &folder)
    : m_folder(folder), m_store(storeOptions(folder)), m_data(openData(folder)),
      m_settings(m_data.settingsFile(), QSettings::IniFormat), m_accounts(m_settings),
      m_windows(m_settings, services()),
      m_desk(m_windows, m_accounts, m_credentials,
             {m_data.sandboxFile(), u"monkey"_s, {}, m_data.journalsFolder()})
{
    QNetworkProxyFactory::setApplicationProxyFactory(new OnlyThisComputer);
    fillFolder();
    QString problem;
    if (!m_store.startAndWait(&problem))
        throw problem;
}

Cage::~Cage() = default;

DataFolder Cage::openData(const QString &folder)
{
    const auto data = DataFolder::open(folder + u"/data"_s);
    if (!data)
        throw data.error();
    return *data;
}

sandbox::SandboxStore::Options Cage::storeOptions(const QString &folder)
{
    sandbox::SandboxStore::Options options;
    options.databaseFile = folder + u"/store.sqlite"_s;
    options.customers = 700;
    options.segments = 14;
    options.latencyMs = 15;
    options.quota = 600; // so that long work waits for it at times
    options.windowMs = 5'000;
    return options;
}

/// Files as people have them: good, odd, broken.
void Cage::fillFolder()
{
    const auto write = [this](const QString &name, const QByteArray &bytes) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            throw file.errorString();
    };
    QByteArray ids = "Customer ID,Name\r\n";
    for (int id = 1; id <= 400; ++id)
        ids += QByteArray::number(id) + ",Someone\r\n";
    write(u"ids.csv"_s, ids);
    write(u"few.csv"_s, "customer_id\n3\n5\n5\nx\n");
    write(u"odd.csv"_s, "a;b\n\"open;1\n\xff\xfe;2\n");
    write(u"empty.csv"_s, {});
}

QString Cage::chosen(const QStringList &files) const
{
    // Once in five times the dialog is cancelled.
    const quint32 choice = m_choice;
    return choice % 5 == 0 ? QString()
                           : m_folder.filePath(files.at(int((choice / 5) % quint32(files.size()))));
}

MainWindow::Services Cage::services()
{
    MainWindow::Services services = StoreManager::services(u"monkey"_s);
    // The system's dialogs answer later, too.
    const auto answer = [](QWidget *parent, const QString &path, const Prompts::Chosen &then) {
        QTimer::singleShot(0, parent, [path, then] { then(path); });
    };
    services.prompts.saveFile = [this, answer](QWidget *parent, const QString &, const QString &,
                                               const QString &, const Prompts::Chosen &then) {
        answer(parent, chosen({u"saved.csv"_s, u"saved-too.csv"_s, u"no-such-folder/x.csv"_s}),
               then);
    };
    services.prompts.openFile = [this, answer](QWidget *parent, const QString &, const QString &,
                                               const Prompts::Chosen &then) {
        answer(parent,
               chosen({u"ids.csv"_s, u"few.csv"_s, u"odd.csv"_s, u"empty.csv"_s, u"saved.csv"_s}),
               then);
    };
    services.prompts.openFolder = [this, answer](QWidget *parent, const QString &, const QString &,
                                                 const Prompts::Chosen &then) {
        const QString path = chosen({u"backup"_s, u"backup-too"_s, u"data"_s});
        if (!path.isEmpty())
            m_folder.mkpath(path);
        answer(parent, path, then);
    };
    services.prompts.openUrl = [](const QUrl &) {};
    return services;
}

QByteArray Cage::token() const
{
    return m_store.options().token.toUtf8();
}

void Cage::goHome()
{
    m_desk.visit(m_store.apiPath(), token());
}

} // namespace segmentdesk::monkey
