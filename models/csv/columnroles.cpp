// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/columnroles.h"

#include "models/rows/personcell.h"

#include <QHash>
#include <QUuid>

#include <algorithm>
#include <array>

namespace segmentdesk {

namespace {

const QHash<QString, ColumnRole> &namesOfRoles()
{
    static const QHash<QString, ColumnRole> names = [] {
        QHash<QString, ColumnRole> all;
        for (const char *name : {"customerid",
                                 "customer",
                                 "customernumber",
                                 "customerno",
                                 "customernr",
                                 "custid",
                                 "custno",
                                 "id",
                                 "bigcommerceid",
                                 "bigcommercecustomerid",
                                 "bcid",
                                 "clientid",
                                 "kundennr",
                                 "kundennummer",
                                 "kundenid",
                                 "kundeid",
                                 "kdnr",
                                 "idclient",
                                 "numeroclient",
                                 "nclient",
                                 "noclient",
                                 "codeclient",
                                 "idcliente",
                                 "idcliente",
                                 "numerodecliente",
                                 "clienteid",
                                 "codigocliente",
                                 "codicecliente",
                                 "numerocliente",
                                 "klantnummer",
                                 "klantid",
                                 "klantnr",
                                 "idklienta",
                                 "numerklienta",
                                 "kundnummer",
                                 "kundid"})
            all.insert(QString::fromLatin1(name), ColumnRole::CustomerNumber);
        for (const char *name : {"email",
                                 "emailaddress",
                                 "mail",
                                 "mailaddress",
                                 "emails",
                                 "email1",
                                 "email1value",
                                 "customeremail",
                                 "emailadresse",
                                 "mailadresse",
                                 "epost",
                                 "epostadress",
                                 "courriel",
                                 "adressemail",
                                 "adresseemail",
                                 "adresseelectronique",
                                 "adressecourriel",
                                 "correo",
                                 "correoelectronico",
                                 "direcciondecorreo",
                                 "emailcliente",
                                 "indirizzoemail",
                                 "postaelettronica",
                                 "enderecodeemail",
                                 "correioeletronico",
                                 "emailadres",
                                 "adresemail",
                                 "adresemail",
                                 "kundenemail",
                                 "subscriberemail",
                                 "profileemail"})
            all.insert(QString::fromLatin1(name), ColumnRole::Email);
        for (const char *name :
             {"profileid", "profile", "shopperprofileid", "shopperprofile", "profilid", "idprofil",
              "iddeperfil", "idperfil", "perfilid", "idprofilo", "profielid"})
            all.insert(QString::fromLatin1(name), ColumnRole::ProfileUuid);
        for (const char *name :
             {"name", "fullname", "customername", "displayname", "kundenname", "kunde",
              "nomcomplet", "nomduclient", "nombrecompleto", "nombreyapellidos", "nomecompleto",
              "nomeecognome", "naam", "volledigenaam", "imieinazwisko", "namn", "fullstandigtnamn"})
            all.insert(QString::fromLatin1(name), ColumnRole::FullName);
        for (const char *name : {"firstname", "givenname", "forename", "vorname", "prenom",
                                 "nombre", "nome", "voornaam", "imie", "fornamn"})
            all.insert(QString::fromLatin1(name), ColumnRole::FirstName);
        for (const char *name :
             {"lastname", "surname", "familyname", "secondname", "nachname", "familienname", "nom",
              "nomdefamille", "apellido", "apellidos", "cognome", "sobrenome", "apelido",
              "achternaam", "nazwisko", "efternamn"})
            all.insert(QString::fromLatin1(name), ColumnRole::LastName);
        return all;
    }();
    return names;
}

/// The columns that are called as names of people are.
void matchNames(const QStringList &names, QList<ColumnRole> *roles)
{
    const auto columnOf = [&names](ColumnRole role) {
        for (qsizetype column = 0; column < names.size(); ++column) {
            if (headerRole(names[column]) == role)
                return column;
        }
        return qsizetype(-1);
    };
    const qsizetype full = columnOf(ColumnRole::FullName);
    const qsizetype first = columnOf(ColumnRole::FirstName);
    qsizetype last = columnOf(ColumnRole::LastName);
    if (first >= 0 && last < 0)
        last = full; // "Name" beside "First name" is the last name
    if (first >= 0 && last >= 0) {
        (*roles)[first] = ColumnRole::FirstName;
        (*roles)[last] = ColumnRole::LastName;
    } else if (full >= 0 || first >= 0) {
        (*roles)[full >= 0 ? full : first] = ColumnRole::FullName;
    }
}

} // namespace

QString foldedHeading(QStringView name)
{
    QString plain;
    for (const QChar c : name.toString().normalized(QString::NormalizationForm_KD)) {
        if (c.isLetterOrNumber())
            plain.append(c.toLower());
    }
    return plain;
}

ColumnRole headerRole(QStringView name)
{
    return name.size() > 100 ? ColumnRole::None
                             : namesOfRoles().value(foldedHeading(name), ColumnRole::None);
}

ColumnRole contentRole(QStringView cell)
{
    if (cell.size() > 400)
        return ColumnRole::None;
    const QByteArray text = personcell::trimmed(cell.toUtf8());
    const auto id = personcell::id(text).kind;
    if (id == personcell::Id::Kind::Number || id == personcell::Id::Kind::Damaged)
        return ColumnRole::CustomerNumber;
    if (!QUuid::fromString(cell.trimmed()).isNull())
        return ColumnRole::ProfileUuid;
    return personcell::addresses(text).isEmpty() ? ColumnRole::None : ColumnRole::Email;
}

QList<ColumnRole> matchColumns(const QStringList &names, const QList<QStringList> &rows)
{
    qsizetype columns = names.size();
    for (const QStringList &row : rows)
        columns = std::max(columns, row.size());
    QList<ColumnRole> roles(columns, ColumnRole::None);

    // Of the cells that are not empty: which part looks like what.
    constexpr int kinds = 4;
    QList<std::array<int, kinds>> seen(columns);
    QList<int> filled(columns);
    for (const QStringList &row : rows) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            const QByteArray cell = personcell::trimmed(row[column].toUtf8());
            if (cell.isEmpty() || personcell::isNoValue(cell)
                || personcell::id(cell).kind == personcell::Id::Kind::NoValue)
                continue;
            ++filled[column];
            ++seen[column][size_t(contentRole(row[column]))];
        }
    }
    const auto part = [&](qsizetype column, ColumnRole role) {
        return filled[column] == 0 ? 0.0 : double(seen[column][size_t(role)]) / filled[column];
    };

    for (const ColumnRole role :
         {ColumnRole::CustomerNumber, ColumnRole::Email, ColumnRole::ProfileUuid}) {
        qsizetype best = -1;
        double bestScore = 0;
        // A UUID beside an address may be that of an order.
        const bool isSomebodyNamed =
            std::any_of(roles.cbegin(), roles.cend(),
                        [](ColumnRole other) { return other != ColumnRole::None; });
        for (qsizetype column = 0; column < columns; ++column) {
            const bool named = headerRole(names.value(column)) == role;
            const double like = part(column, role);
            double score = 0;
            // "Customer ID" says more than "ID".
            const bool isBare = foldedHeading(names.value(column)).size() < 4;
            if (named && (filled[column] == 0 || like >= 0.5))
                score = (isBare ? 1.5 : 2.0) + like / 4;
            else if (like >= 0.8 && (role != ColumnRole::CustomerNumber || columns == 1)
                     && (role != ColumnRole::ProfileUuid || !isSomebodyNamed))
                score = like;
            if (score > bestScore) {
                bestScore = score;
                best = column;
            }
        }
        if (best >= 0)
            roles[best] = role;
    }
    if (std::all_of(roles.cbegin(), roles.cend(),
                    [](ColumnRole role) { return role == ColumnRole::None; }))
        matchNames(names, &roles);
    return roles;
}

} // namespace segmentdesk
