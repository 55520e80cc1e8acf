// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/folderwords.h"

#include "ui/words/words.h"

#include <QCoreApplication>

namespace segmentdesk {

namespace {

struct FolderTexts
{
    Q_DECLARE_TR_FUNCTIONS(FolderTexts)
};

} // namespace

QString words::nothingIsKept(const QString &problem)
{
    return shown(problem) + u' '
        + FolderTexts::tr("Segment Desk works, but stores, settings and the history of changes are "
                          "forgotten when it closes, and there is no local copy.");
}

QString words::openToOthers(const QString &folder)
{
    return FolderTexts::tr("The file system of %1 has no access rights, so other users of this "
                           "computer may be able to read what is kept there: names and e-mail "
                           "addresses of customers. Tokens are not among it.")
        .arg(quoted(folder));
}

} // namespace segmentdesk
