"""The words of boilerplate on web pages, listed by what they do there.

Lists of words and not of lines: they name the things that every page has (sharing, menus,
paying, consent) and are weighed by shape and neighbours in `boilerplate`. A line of an
article may hold any of them.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHARING = _words(
    "share shares sharing shared tweet tweets facebook twitter linkedin whatsapp email e-mail mail"
    " print pin pinterest reddit copy link links save bookmark telegram like follow messenger"
    " flipboard tumblr google google+ pocket sms instagram youtube tiktok threads mastodon bluesky"
    " snapchat vk weibo line viber xing digg stumbleupon rss feed gift send whats app url copied"
    " clipboard skype evernote buffer instapaper repost download pdf listen"
)
GLUE = _words(
    "this that the a an article articles story stories page post with friends friend your to on via"
    " by in of for and or us more it x & + | / - facebook. i my all from be first"
)
MENU = _words(
    "menu home search login log in out sign up register registration subscribe subscription"
    " subscriptions newsletter newsletters account profile my close open toggle skip main content"
    " navigation next previous prev back top more read show hide load view all see less expand"
    " collapse click here contact about us help faq faqs careers jobs advertise advertising privacy"
    " policy cookies cookie terms conditions use service legal accessibility sitemap site map index"
    " archive archives rss apps app mobile edition editions international settings preferences"
    " manage notifications alerts alert comment comments reply report abuse flag sort newest oldest"
    " best loading submit cancel ok yes accept reject agree dismiss continue reading discuss join"
    " discussion conversation corrections feedback shop store cart checkout basket donate events"
    " crossword crosswords puzzles games horoscopes obituaries classifieds live tv radio podcast"
    " podcasts video videos photos gallery galleries pictures slideshow slideshows multimedia"
    " audio epaper e-paper print today's paper members member membership premium plus follow"
    " trending popular latest breaking recent related recommended featured sponsored"
    " advertisement ad ads advertorial promoted tags topics tag topic filed under category"
    " categories font size text a+ a- aa caption credit image photo zoom enlarge fullscreen play"
    " pause mute unmute autoplay watch now stream subscriber subscribers only"
    " sponsor sponsors message buy order logout marketplace transcript embed standards editions"
    " hide unlock upgrade group permissions reprints licensing masthead imprint disclaimer"
)
SECTIONS = _words(
    "news world us u.s. uk politics business economy economics markets finance money sport sports"
    " football opinion opinions comment editorial editorials columnists columns culture arts art"
    " entertainment style fashion travel weather tech technology science health education"
    " environment climate energy lifestyle life food property magazine magazines local national"
    " international regions region africa asia europe americas america australia middle east china"
    " india russia japan korea global analysis analyses features feature special reports report"
    " series letters books film films movies music theatre tv media society law defense defence"
    " security military cars autos motoring science & and | home the a"
)
LIST_HEADING = re.compile(
    r"""^(?:related|recommended|trending|popular|promoted|sponsored|featured|suggested|latest|most\s|more\b|read\s+(?:more|next|also)
      |see\s+also|also\s|you\s+(?:may|might)|people\s|editor|top\s|in\s+case|around\s|from\s|paid|other\s|further|explore|keep\s+reading|what\s
      |up\s+next|next\b|don[’']t\s+miss|our\s|hot\s|must|best\s|quick|useful|today|new\s+on|live\b|breaking\b|tags|topics|categories)""",
    re.IGNORECASE | re.VERBOSE,
)
RELATED = re.compile(
    r"""^(?:(?:related|recommended|trending|popular|promoted|sponsored|featured|suggested|latest)\b
      (?!\s+to\b)
    |read\s+(?:more|next|also|the\s+full|this|on)\b|(?:see|read)\s+also\b|also\s+(?:read|on|in|see)\b
    |more\s+(?:from|on|in|stories|news|about|like|by|coverage|top)\b
    |most\s+(?:read|popular|viewed|shared|commented|emailed|recent|discussed|watched)\b
    |(?:what|up)\s+(?:to\s+)?(?:read\s+)?next\b|you\s+(?:may|might|'ll|will)\s+(?:also\s+)?(?:like|
      enjoy|be\s+interested|love|have\s+missed)|people\s+(?:are\s+)?(?:also\s+)?(?:read|view|watch|talk|ask)\w*
    |(?:don[’']t|do\s+not)\s+miss\b|editor(?:s|['’]s|s['’])?\s+(?:picks?|choice)|top\s+(?:stories|news|picks)
    |in\s+case\s+you\s+missed|(?:from\s+)?around\s+the\s+web|from\s+(?:the|our)\s+(?:web|partners|archives?
      |network|sponsors?)|paid\s+(?:post|content|partner)|other\s+(?:stories|news|articles)
    |further\s+(?:reading|information)|explore\s+(?:more|further)|keep\s+reading|next\s+(?:article|story|up|post)
    |prev(?:ious)?\s+(?:article|story|post)|(?:story|article)\s+continues|continue\s+reading
    |tags?\s*:|topics?\s*:|filed\s+under|categor(?:y|ies)\s*:|keywords?\s*:|posted\s+in\b
    |adverts?(?:is(?:e?ments?|ing|er))?\b|ad\s*$|skip\s+(?:to|ad|advert|past|navigation)|scroll\s+(?:down|for|to)
    |jump\s+to\b|back\s+to\s+(?:top|home)|watch\s*:|listen\s*:|video\s*:|watch\s+(?:more|now|live|next)
    |(?:live|breaking)\s+(?:updates|news|coverage)\b|stay\s+(?:connected|informed|up\s+to\s+date)
    |today['’]s\s+(?:top|headlines|paper|best|e-?paper)|our\s+(?:top|best|latest)\b|new\s+on\b
    |hot\s+topics?|must[\s-]reads?|best\s+of\b|quick\s+links|useful\s+links|leave\s+a\s+(?:reply|comment)
    |post\s+a\s+comment|add\s+(?:a|your)\s+comment|join\s+the\s+(?:conversation|discussion)
    |comments?\s*(?:\(|:|$)|share\s+(?:this|on|via|your|article|story|with)\b|follow\s+(?:us|our|him|her|@))""",
    re.IGNORECASE | re.VERBOSE,
)
CREDIT = re.compile(
    r"""^[(\[]?(?:pictured\s*:|figure\s*:|©|\(c\)|copyright\b|credits?\s*:|(?:photo|photograph|photographs|photos|image|images|
      picture|pictures|pic|illustration|graphic|video|file\s+photo|file|art|cover)\s{0,9}
      (?:\((?:file|placeholder)\))?\s{0,9}(?:credits?|copyright|courtesy|caption|source|by|from|provided)?\s{0,9}
      (?::|©|/|\bby\s+[A-Z]|\bcourtesy\b|\bcredit\b|\bcopyright\b|\bsource\b)
    |(?:placeholder|placehold)\b
    |(?:getty|shutterstock|istock|alamy|reuters|afp|ap|epa|tass|xinhua|kyodo|yonhap|bloomberg|pa|rex)
      (?:\s+(?:images?|photos?|pictures|wire|media|file))?\s*(?:/|via\b|[|])
    |(?:getty|ap|afp|reuters|epa|pa|shutterstock|alamy|istock)\s+(?:images?|photos?|pictures?)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
PLACEHOLDER = re.compile(
    r"""\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|<%.{0,200}?%>|\$\{[^}]{0,200}\}|\[%.{0,200}?%\]
    |\[object\ Object\]|%%\w{1,200}%%
    |^\W*(?:placeholder|image|photo|picture|video|thumbnail|logo|avatar|spinner|loading|null|undefined|nan
      |untitled|alt\s+text|lorem\s+ipsum[\w\s]*+)(?:\s*+(?:placeholder|image|unavailable|not\s+available|loading))*+
      \s*+(?:\d+\s*(?:of|/)\s*\d+)?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
STAMP = re.compile(
    r"""^[\W\d]*(?:(?:comments?|shares?|views?|likes?|retweets?|replies|reads?|votes?|photos?|items?|results?
      |min(?:ute)?s?(?:\s+(?:read|ago|listen))?|hours?|hrs?|days?|weeks?|months?|secs?|seconds?|ago|am|pm|a\.m\.|p\.m\.
      |read|reading|time|watch|updated|last|published|posted|modified|first|edited|on|at|by|est|edt|gmt|bst|pst|utc|et|ist|jst|kst
      |page|of|k|m|to|a|an|an?d|no|be|the|leave|add|total|about|less|than
      |jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*
      |mon(?:day)?|tue\w*|wed\w*|thu\w*|fri(?:day)?|sat\w*|sun(?:day)?|today|yesterday)\b[\W\d]*)+$""",
    re.IGNORECASE | re.VERBOSE,
)
PROMOTION = re.compile(
    r"""\b(?:subscri(?:be|bed|ber|bers|bing|ption|ptions)|newsletters?|sign(?:ing)?[\s-]?(?:up|in)|log(?:ged)?[\s-]?in
    |free\s+trial|trial|unlimited|digital\s+access|full\s+access|free\s+access|paywall|cookies?|privacy\s+(?:policy|notice|settings)
    |terms\s+(?:of|and|apply)|terms|consent|advert\w*|sponsor(?:ed|s)?|commissioned|ad[\s-]?block\w*|javascript
    |browser|inbox|push\s+notifications?|notifications?|(?:app|play)\s+store|(?:mobile|tablet|our)\s+apps?|download|follow\s+us|like\s+us
    |donat(?:e|ion|ions)|contribut(?:e|ion)|member(?:ship|s)?|premium|cancel|promo|coupon|discount|voucher
    |offers?|%\s+off|free\s+articles?|articles?\s+(?:left|remaining|free)|article\s+limit|regist(?:er|ered|ration|ering)|account|password|e-?mail
    |comments?|commenting|community|guidelines|moderat\w*|affiliate|commission|editor(?:s|ial)?|newsroom|rights\s+reserved
    |reproduc\w*|republish\w*|permission|syndicat\w*|click|tap|alerts?|breaking\s+news|daily|weekly|briefings?|digest|delivered
    |contact|tips?|feedback|full\s+story|journalis[mt]s?|independent|trusted|exclusives?|insights?|partners?|third[\s-]part(?:y|ies)
    |website|site|page|share|bookmark|print|articles?|stor(?:y|ies)|headlines|news|reading|read|readers?|listen|podcasts?|videos?|watch|updates?
    |experience|personali[sz]ed?|settings|preferences|expired?|access|plans?|gift|latest|best|top|access|deals?|price|stay\s+(?:ahead|informed|tuned|connected)
    |facebook|twitter|instagram|whatsapp|telegram|youtube|linkedin|on\s+x|app)\b|\$\d+(?:\.\d\d)?(?:\s*(?:a|per|/)\s*(?:week|month|year))?""",
    re.IGNORECASE | re.VERBOSE,
)
STRONG_PROMOTION = re.compile(
    r"""\b(?:(?:subscribe|sign\s+up|register|log\s+in|sign\s+in)\s+(?:now|today|here|to|for|and|with|or|your)
    |our\s+(?:\w+\s+){0,3}(?:newsletters?|apps?|podcasts?|privacy|cookies?|terms|channel|journalism|coverage|emails?|exclusives|reporters|website|site|community|partners|readers|subscribers|page|stories|free)
    |(?:your|an?)\s+(?:\w+\s+){0,2}(?:subscription|inbox|browser|trial|free\s+trial|email\s+address|account|membership|password|mobile\s+device)
    |we\s+(?:and\s+our\s+partners\s+)?use\s+(?:\w+\s+){0,3}cookies|(?:this|our)\s+(?:web)?site\s+(?:uses|is\s+protected|requires)
    |all\s+rights\s+reserved|rights\s+reserved|terms\s+(?:of\s+(?:use|service)|and\s+conditions|apply)|privacy\s+(?:policy|notice|statement)
    |follow\s+(?:us|@\w+|him|her|them)\b|(?:join|like|find|contact|email|message|reach|visit)\s+us\b|(?:may|must|can)\s*not\s+be\s+(?:published|reproduced|copied)
    |free\s+articles?|articles?\s+(?:left|remaining)|unlimited\s+(?:digital\s+)?access|cancel\s+any\s?time|click\s+here|tap\s+here
    |(?:download|get)\s+(?:the|our)\s+(?:\w+\s+){0,3}app|(?:enable|disable|turn\s+off)\s+(?:\w+\s+){0,2}(?:javascript|cookies|ad[\s-]?blocker)
    |continue\s+(?:reading|to\s+(?:use|browse))|by\s+(?:continuing|using|clicking|signing|subscribing|submitting|entering|registering)
    |free\s+trial|trial\s+period|straight\s+to\s+your|delivered\s+to\s+your|in\s+your\s+inbox|to\s+your\s+inbox
    |become\s+a\s+(?:\w+\s+)?(?:member|subscriber|supporter|patron)|already\s+(?:a|have|registered|subscribed)|not\s+a\s+(?:subscriber|member)
    |support\s+(?:our|independent|quality|us)|make\s+a\s+(?:donation|contribution)|(?:may|might|we)\s+(?:\w+\s+)?(?:earn|receive)\s+a\s+(?:small\s+)?commission
    |comments?\s+(?:are|is)\s+(?:closed|moderated|turned|now)|(?:this|the)\s+content\s+(?:was|is)\s+(?:commissioned|sponsored|produced|not|provided|only)
    |(?:sponsored|paid|partner|branded)\s+content|(?:only|exclusive)\s+(?:for|to|available\s+to)\s+(?:\w+\s+)?(?:subscribers|members)|offer\s+(?:ends|valid|expires)
    |(?:has|have)\s+(?:\w+\s+)?expired|breaking\s+news\s+(?:alerts?|emails?)|most\s+important\s+(?:stories|news)|send\s+(?:us\s+)?(?:your\s+)?(?:a\s+)?(?:news\s+)?tips?
    |thank\s+you\s+for\s+(?:\w+\s+)?(?:reading|subscribing|registering|signing|your)|share\s+your\s+(?:thoughts|views|story|opinion)|let\s+us\s+know|^(?:want|like|love|enjoy(?:ed|ing)?)\s+(?:to\s+(?:see|read|know|hear|get)|what\s+you|this|our|more)\b
    |(?:members|subscribers)\s+only|^please\b|[.!?]\s+please\b
    |(?:read|see|learn|find\s+out)\s+(?:more\s+)?(?:about\s+)?(?:how|our|here)\b|unsupported\s+on|not\s+support(?:ed)?\s+(?:the|by|on)|not\s+been\s+moderated
    |(?:views?|opinions?)\s+expressed\s+(?:in|are|here|by)|this\s+(?:article|story|page)\s+(?:is|was)\s+(?:\w+\s+){0,2}(?:free|reserved|exclusive|for|originally|first)
    |report\s+(?:a|an)\s+(?:typo|error|problem|correction)|spotted\s+an\s+error|corrections?\s+(?:policy|request))""",
    re.IGNORECASE | re.VERBOSE,
)
SELF = re.compile(
    r"""^\W*(?:(?:an?|the)\s+(?:earlier\s+|shorter\s+|longer\s+|original\s+)?version\s+of\s+)?this\s+(?:article|story|piece|post|report|content|page|column|essay)\s+
      (?:has\s+been|appear(?:s|ed)|was|is)\s+(?:\w+\s+)?(?:first|originally|in|on|part|free|based|also|updated|amended|corrected|published|produced|written
      |commissioned|sponsored|adapted|syndicated)\b
    |^(?:article|story|text|piece)\s+(?:first\s+|originally\s+)?(?:published|appeared)\b""",
    re.IGNORECASE | re.VERBOSE,
)
IMPERATIVE = re.compile(
    r"""(?:^|[.!?]\s+)(?:please\s+|just\s+|simply\s+|to\s+)?(?:get|try|stay|sign|subscribe|join|read|see|click|tap|discover|enjoy|unlock|start|follow|share
    |download|support|learn|check|visit|upgrade|explore|find|watch|listen|choose|become|don[’']t\s+miss|never\s+miss|register|log|enter|view
    |use|save|buy|order|shop|browse|help|keep|receive|donate|contribute|contact|email|send|submit|select|select|turn|enable|disable|allow
    |accept|manage|go|take|make|create|complete|add|leave|give|experience|access|continue|scroll|swipe|like|tell|write|report|print|copy|skip
    |search|install|activate|update|consider|ensure|reload|refresh|verify|confirm|have\s+(?:a|you)|want|looking|interested|ready|already|not\s+a|need|new\s+to|enjoying|love)\b""",
    re.IGNORECASE | re.VERBOSE,
)
ADDRESS = re.compile(
    r"""\b(?:you|your|yours|you[’'](?:re|ve|ll)|our|ours|us|we|we[’'](?:re|ve|ll)|this\s+(?:site|website|web\s+site|page|article|story|content|post
    |service|video|feature|newsletter|offer|newspaper|publication|material|form|email|link)|these\s+(?:links|cookies|settings))\b""",
    re.IGNORECASE | re.VERBOSE,
)
NARRATIVE = re.compile(
    r"""[“”"„«]|\b(?:said|says|told|according\s+to|added|adds|announced|reported|reports|argued|wrote|warned|claimed|asked|explained|stated|noted
    |insisted|believes?|thinks?|suggests?|suggested|spokes(?:man|woman|person)|he|she|his|him|hers?|was|were|had|did|would|minister|president|police|court
    |government|officials?|professor|researchers?|percent|per\s+cent|million|billion|went|took|came|became|began|killed|died|won|led|made|found)\b""",
    re.VERBOSE,
)
