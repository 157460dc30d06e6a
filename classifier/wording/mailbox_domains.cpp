// Tables of mailbox providers and role names.

#include "classifier/wording/mailbox_domains.h"

#include <algorithm>

namespace constat::classifier::wording {
namespace {

// One entry a line would be six hundred lines.
// clang-format off

// Mailbox providers and access providers that give mailboxes to the public: the French ones, then large
// ones of Europe and the world. Drawn up by hand from the providers' own pages and common knowledge, 2026-11; a
// domain that is missing makes the recipient kUnknown or kNamedAtOrganisation, never the reverse. Sorted.
constexpr std::string_view kConsumerDomains[] = {
    "126.com", "163.com", "1und1.de", "9business.fr", "9online.fr", "a1.net", "abv.bg", "aim.com",
    "alice.fr", "alice.it", "aliceadsl.fr", "aliyun.com", "aol.co.uk", "aol.com", "aol.de",
    "aol.fr", "aon.at", "arcor.de", "atlas.cz", "att.net", "au.com", "azet.sk", "base.be",
    "bbox.fr", "belgacom.net", "bell.net", "bellsouth.net", "bigpond.com", "bk.ru", "bluewin.ch",
    "blueyonder.co.uk", "bol.com.br", "bouyguestelecom.fr", "bredband.net", "brutele.be", "bt.com",
    "btinternet.com", "btopenworld.com", "caiway.nl", "caramail.com", "caramail.fr", "casema.nl",
    "cegetel.net", "centrum.cz", "centrum.sk", "centurylink.net", "charter.net", "chello.at",
    "chello.nl", "citromail.hu", "clix.pt", "club-internet.fr", "cogeco.ca", "comcast.net",
    "comhem.se", "cox.net", "daum.net", "dbmail.com", "disroot.org", "docomo.ne.jp",
    "earthlink.net", "ecomail.fr", "eircom.net", "elisanet.fi", "email.com", "email.cz", "email.de",
    "email.it", "estvideo.fr", "evhr.net", "ezweb.ne.jp", "fastmail.com", "fastmail.fm",
    "fastwebnet.it", "foxmail.com", "francite.com", "free.fr", "freemail.hu", "freenet.de",
    "freesbee.fr", "frontier.com", "gazeta.pl", "globo.com", "gmail.com", "gmx.at", "gmx.ch",
    "gmx.com", "gmx.de", "gmx.eu", "gmx.fr", "gmx.net", "gmx.org", "gmx.us", "gnet.tn",
    "googlemail.com", "hanmail.net", "hetnet.nl", "hey.com", "hispeed.ch", "home.nl", "hotmail.be",
    "hotmail.ca", "hotmail.ch", "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.dk",
    "hotmail.es", "hotmail.fr", "hotmail.it", "hotmail.nl", "hotmail.no", "hotmail.se", "i.ua",
    "icloud.com", "ig.com.br", "ik.me", "inbox.lv", "inbox.ru", "infomaniak.ch", "infonie.fr",
    "interia.eu", "interia.pl", "internet.lu", "internet.ru", "inwind.it", "iol.it", "iol.pt",
    "jazztel.es", "jubii.dk", "juno.com", "k-net.fr", "kabelmail.de", "keemail.me", "kolumbus.fi",
    "kpnmail.nl", "kpnplanet.nl", "laposte.net", "libero.it", "libertysurf.fr", "lilo.org",
    "list.ru", "live.at", "live.be", "live.ca", "live.ch", "live.co.uk", "live.com", "live.de",
    "live.dk", "live.fr", "live.it", "live.nl", "live.no", "live.se", "luukku.com", "mac.com",
    "mageos.com", "mail.bg", "mail.com", "mail.de", "mail.dk", "mail.ru", "mail.telepac.pt",
    "mailbox.org", "mailfence.com", "mailinator.com", "mailo.com", "mailo.fr", "mailoo.org",
    "me.com", "mel.fr", "menara.ma", "movistar.es", "msn.com", "nate.com", "naver.com", "netc.eu",
    "netc.fr", "netcabo.pt", "netcourrier.com", "netplus.ch", "netscape.net", "netzero.net",
    "neuf.fr", "noos.fr", "nordnet.fr", "ntlworld.com", "numericable.com", "numericable.fr",
    "o2.co.uk", "o2.pl", "oleane.fr", "onet.eu", "onet.pl", "online.de", "online.fr", "online.no",
    "ono.com", "op.pl", "optonline.net", "optusnet.com.au", "orange.fr", "outlook.be",
    "outlook.com", "outlook.de", "outlook.es", "outlook.fr", "outlook.it", "outlook.jp",
    "outlook.pt", "ouvaton.org", "ozone.net", "passport.com", "planet.nl", "planet.tn",
    "plusnet.com", "pm.me", "poczta.fm", "poczta.onet.pl", "post.cz", "poste.it", "posteo.de",
    "posteo.eu", "posteo.net", "proton.me", "protonmail.ch", "protonmail.com", "proximus.be",
    "pt.lu", "qq.com", "rambler.ru", "rediffmail.com", "riseup.net", "rocketmail.com", "rogers.com",
    "sapo.pt", "sbcglobal.net", "scarlet.be", "seznam.cz", "sfr.fr", "shaw.ca", "sina.cn",
    "sina.com", "sky.com", "skynet.be", "softbank.ne.jp", "sohu.com", "spray.se", "stofanet.dk",
    "sunrise.ch", "suomi24.fi", "swissonline.ch", "sympatico.ca", "t-online.de", "t-online.hu",
    "talktalk.net", "tdcadsl.dk", "tele2.it", "telefonica.net", "telenet.be", "teletu.it",
    "telfort.nl", "telia.com", "telus.net", "terra.com.br", "terra.es", "tim.it", "tin.it",
    "tiscali.co.uk", "tiscali.fr", "tiscali.it", "tlen.pl", "tuta.com", "tuta.io", "tutamail.com",
    "tutanota.com", "tutanota.de", "ukr.net", "unitybox.de", "uol.com.br", "upcmail.nl", "usa.net",
    "utanet.at", "verizon.net", "videotron.ca", "virgilio.it", "virgin.net", "virginmedia.com",
    "vivaldi.net", "vo.lu", "vodafone.de", "vodafone.it", "voila.fr", "volny.cz", "voo.be", "vp.pl",
    "walla.co.il", "walla.com", "wanadoo.es", "wanadoo.fr", "web.de", "wind.it", "windowslive.com",
    "windstream.net", "worldonline.fr", "wp.pl", "xs4all.nl", "xtra.co.nz", "ya.com", "ya.ru",
    "yahoo.at", "yahoo.be", "yahoo.ca", "yahoo.ch", "yahoo.co.in", "yahoo.co.jp", "yahoo.co.uk",
    "yahoo.com", "yahoo.com.ar", "yahoo.com.au", "yahoo.com.br", "yahoo.com.mx", "yahoo.de",
    "yahoo.es", "yahoo.fr", "yahoo.gr", "yahoo.ie", "yahoo.in", "yahoo.it", "yahoo.nl", "yahoo.pt",
    "yahoo.ro", "yahoo.se", "yandex.com", "yandex.ru", "yeah.net", "ymail.com", "yopmail.com",
    "yopmail.fr", "zaclys.com", "zaclys.net", "ziggo.nl", "zoho.com", "zohomail.com", "zohomail.eu",
    "zoznam.sk",
};
static_assert(std::is_sorted(std::begin(kConsumerDomains), std::end(kConsumerDomains)));

// RFC 2142 (postmaster, abuse, noc, security, info, marketing, sales, support ...) and usage in France. Sorted.
constexpr std::string_view kRoles[] = {
    "abuse", "accounting", "accounts", "accueil", "achat", "achats", "actualites", "admin",
    "administrateur", "administratif", "administration", "adv", "agence", "agenda", "animation",
    "annonces", "approvisionnement", "archives", "assistance", "assistante", "associations",
    "atelier", "avocats", "billetterie", "billing", "bonjour", "booking", "boutique", "bureau",
    "cabinet", "candidature", "candidatures", "careers", "catalogue", "centre", "client", "clients",
    "clinique", "collaborateurs", "com", "comite", "commande", "commandes", "commerce",
    "commercial", "commerciale", "communication", "compta", "comptabilite", "comptable", "conseil",
    "conseils", "consulting", "contact", "contact-us", "contactez-nous", "contacts", "contracts",
    "courriel", "courrier", "customer", "customercare", "customerservice", "dev", "devis",
    "digital", "dir", "directeur", "directeurs", "direction", "directrice", "documentation",
    "donnees-personnelles", "dpo", "ecole", "editor", "email", "enquete", "enquiries", "enquiry",
    "equipe", "etude", "etudes", "event", "events", "expedition", "export", "facturation",
    "facture", "factures", "fax", "feedback", "finance", "financement", "finances", "formation",
    "formations", "ftp", "gerance", "gerant", "gestion", "hello", "help", "helpdesk", "hostmaster",
    "hotel", "hr", "immobilier", "info", "information", "informations", "informatique", "infos",
    "inscription", "inscriptions", "institut", "international", "invoice", "invoices", "it", "job",
    "jobs", "juridique", "legal", "livraison", "logistique", "magasin", "mail", "mailer-daemon",
    "maintenance", "mairie", "manager", "marketing", "media", "medias", "mediatheque", "message",
    "monitoring", "news", "newsletter", "noc", "notaire", "notaires", "office", "offres", "order",
    "orders", "organisation", "partenaires", "partenariat", "payroll", "pharmacie", "planning",
    "postmaster", "pr", "press", "presse", "privacy", "procurement", "production", "produits",
    "projet", "projets", "public", "qualite", "rdv", "reception", "reclamation", "reclamations",
    "recrutement", "redaction", "referent", "registration", "relation-client", "renseignement",
    "renseignements", "reservation", "reservations", "residence", "restaurant", "retour", "returns",
    "rgpd", "rh", "root", "rse", "sales", "salons", "sav", "scolarite", "secretaire", "secretariat",
    "secretariat-general", "securite", "security", "service", "service-client", "serviceclient",
    "serviceclients", "services", "sga", "shop", "siege", "site", "social", "societe", "stage",
    "stages", "standard", "studio", "subscribe", "support", "syndic", "syndicat", "team", "tech",
    "technical", "technique", "tourisme", "travaux", "urgence", "usenet", "uucp", "vente", "ventes",
    "vie-scolaire", "webmaster", "website", "welcome", "www",
};
static_assert(std::is_sorted(std::begin(kRoles), std::end(kRoles)));

// clang-format on

}  // namespace

bool is_consumer_domain(std::string_view domain) {
  return std::binary_search(std::begin(kConsumerDomains), std::end(kConsumerDomains), domain);
}

bool is_role_local_part(std::string_view local) {
  return std::binary_search(std::begin(kRoles), std::end(kRoles), local);
}

}  // namespace constat::classifier::wording
