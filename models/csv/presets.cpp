// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/presets.h"

#include "models/csv/columnroles.h"

#include <QSet>

#include <algorithm>

namespace segmentdesk {

namespace {

// key, tool, telling headings, e-mail, customer id, numbers of the tool
constexpr Preset table[] = {
    {"shopify", "Shopify",
     "customerid|email|acceptsemailmarketing|defaultaddresscompany|defaultaddresszip|totalorders",
     "email", "", "customerid"},
    {"shopify", "Shopify",
     "email|acceptsemailmarketing|acceptssmsmarketing|totalspent|totalorders|taxexempt", "email",
     "", "customerid"},
    {"shopify", "Shopify", "email|acceptsmarketing|provincecode|totalspent|totalorders|taxexempt",
     "email", "", "customerid"},
    {"klaviyo", "Klaviyo",
     "email|klaviyoid|emailmarketingconsent|lastactive|profilecreatedon|dateadded", "email", "",
     "klaviyoid|externalid"},
    {"mailchimp", "Mailchimp", "emailaddress|memberrating|optintime|leid|euid|tags", "emailaddress",
     "", "leid|euid"},
    {"hubspot", "HubSpot", "recordid|firstname|lastname|email|contactowner|leadstatus", "email", "",
     "recordid|primarycompanyid|associatedcompanyids"},
    {"hubspot", "HubSpot", "recordid|firstname|lastname|email|lifecyclestage", "email", "",
     "recordid"},
    {"salesforce", "Salesforce", "id|isdeleted|accountid|email|hasoptedoutofemail|ownerid", "email",
     "", "id|accountid|ownerid"},
    {"salesforce", "Salesforce", "salutation|accountname|email|accountowner|contactid|emailoptout",
     "email", "", "contactid"},
    {"magento", "Magento",
     "email|store|createdat|createdin|disableautogroupchange|groupid|storeid|websiteid", "email",
     "", "groupid|storeid|websiteid"},
    {"magento", "Magento",
     "id|name|email|group|customersince|website|confirmedemail|accountcreatedin|taxvatnumber",
     "email", "", "id"},
    {"woocommerce", "WooCommerce", "name|username|lastactive|signup|email|orders|totalspend|aov",
     "email", "", ""},
    {"woocommerce", "WooCommerce",
     "orderid|ordernumber|orderdate|customerid|customeruser|customeremail|billingemail",
     "customeremail", "", "orderid|customerid|customeruser"},
    {"bigcommerce", "BigCommerce",
     "customerid|email|storecredit|customergroup|datejoined|taxexemptcategory", "email",
     "customerid", ""},
    {"bigcommerce", "BigCommerce",
     "emailaddress|storecredit|customergroup|receivereviewabandonedcartemails|taxexemptcategory|"
     "customerid",
     "emailaddress", "customerid", ""},
    {"bigcommerce", "BigCommerce",
     "orderid|customerid|customeremail|orderstatus|customergroupname|billingemail", "customeremail",
     "customerid", "orderid"},
    {"bigcommerce", "BigCommerce",
     "id|email|customergroupid|registrationipaddress|taxexemptcategory|datemodified|addresscount",
     "email", "id", "customergroupid"},
    {"outlook", "Outlook",
     "emailaddress|emaildisplayname|emailtype|businessstreet|homestreet|jobtitle", "emailaddress",
     "", "account|governmentidnumber|organizationalidnumber"},
    {"google", "Google Contacts",
     "email1value|email1label|nickname|fileas|phoneticfirstname|organizationname", "email1value",
     "", ""},
    {"google", "Google Contacts",
     "email1value|email1type|givenname|familyname|nameprefix|groupmembership", "email1value", "",
     ""},
    {"matrixify", "Matrixify", "id|email|command|tagscommand|totalspent|totalorders", "email", "",
     "id"},
    {"quickbooks", "QuickBooks",
     "customerfullname|phonenumbers|email|fullname|billaddress|shipaddress", "email", "", ""},
    {"omnisend", "Omnisend", "email|firstname|surname|phonenumber|dateregistered", "email", "", ""},
    {"brevo", "Brevo", "contactid|email|emailblacklisted|addedtime|modifiedtime", "email", "",
     "contactid"},
    {"stripe", "Stripe", "id|email|createdutc|delinquent|cardid|totalspend", "email", "",
     "id|cardid"},
};

QStringList parts(const char *headings)
{
    return QString::fromLatin1(headings).split(u'|', Qt::SkipEmptyParts);
}

/// Which part of its telling headings is there; 0: too few.
double fit(const Preset &preset, const QSet<QString> &headings)
{
    if (!headings.contains(QLatin1String(preset.email)))
        return 0;
    const QStringList telling = parts(preset.telling);
    const auto found = std::count_if(telling.cbegin(), telling.cend(),
                                     [&](const QString &one) { return headings.contains(one); });
    const bool isEnough = found >= leastTelling && found * 3 >= telling.size() * 2;
    // Of two that are there as a whole, the one that has more to say.
    return isEnough ? double(found) / double(telling.size()) + double(found) / 1000 : 0;
}

QSet<QString> folded(const QStringList &names)
{
    QSet<QString> all;
    for (const QString &name : names)
        all.insert(foldedHeading(name));
    return all;
}

const Preset *best(const QStringList &names, const QString &key)
{
    const QSet<QString> headings = folded(names);
    const Preset *found = nullptr;
    double most = 0;
    bool isTie = false;
    for (const Preset &preset : table) {
        if (!key.isEmpty() && key != QLatin1String(preset.key))
            continue;
        const double fits = fit(preset, headings);
        isTie = fits > 0 && fits == most ? isTie || qstrcmp(found->key, preset.key) != 0
                                         : fits <= most && isTie;
        if (fits > most) {
            most = fits;
            found = &preset;
        }
    }
    return isTie ? nullptr : found;
}

} // namespace

std::span<const Preset> presets()
{
    return table;
}

const Preset *presetOf(const QStringList &names)
{
    return best(names, {});
}

const Preset *presetCalled(const QString &key, const QStringList &names)
{
    if (const Preset *fits = best(names, key))
        return fits;
    for (const Preset &preset : table) {
        if (key == QLatin1String(preset.key))
            return &preset;
    }
    return nullptr;
}

QStringList presetKeys()
{
    QStringList keys;
    for (const Preset &preset : table)
        keys.append(QString::fromLatin1(preset.key));
    keys.removeDuplicates();
    return keys;
}

} // namespace segmentdesk
