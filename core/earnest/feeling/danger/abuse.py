"""Being hurt, threatened, held or touched by somebody."""

from __future__ import annotations

from collections.abc import Iterator

from earnest.feeling.danger.rules import DOING, END, HUMAN, KIN, PARTNER, Rule, any_of

__all__ = ["RULES"]

CHILDREN = (
    r"(?:the|my|our|her|his) (?:\w+ )?(?:kids?|children|child|baby|babies|son|daughter|boy|girl|toddler|little \w+)"
)
ME = r"(?:me|us|my (?:mum|mom|mother|sister|brother|grandma|gran|nan|dad|father|son|daughter|kids|children|face|head))"
VIOLENCE = any_of(
    r"hit(?:s|ting)?|beat(?:s|ing|en)?|punch(?:es|ed|ing)?|slap(?:s|ped|ping)?|kick(?:s|ed|ing)?|chok(?:es?|ed|ing)",
    r"strangl(?:es?|ed|ing)|smack(?:s|ed|ing)?|burn(?:s|ed|t|ing)?|shov(?:es?|ed|ing)|push(?:es|ed|ing)?|whip(?:s|ped|ping)?",
    r"batter(?:s|ed|ing)?|attack(?:s|ed|ing)?|assault(?:s|ed|ing)?|abus(?:es?|ed|ing)|molest(?:s|ed|ing)?|rap(?:es?|ed|ing)",
    r"grop(?:es?|ed|ing)|hurt(?:s|ing)?|stalk(?:s|ed|ing)?|harass(?:es|ed|ing)?|threaten(?:s|ed|ing)?|stab(?:s|bed|bing)?",
    r"grab(?:s|bed|bing)?|drag(?:s|ged|ging)?|terrori[sz](?:es?|ed|ing)|blackmail(?:s|ed|ing)?|spit(?:s|ting)? (?:on|at)",
    r"trap(?:s|ped|ping)?|thrash(?:es|ed|ing)?|bash(?:es|ed|ing)?|bruis(?:es|ed|ing)|tortur(?:es|ed|ing)|shak(?:es|ing)|shook",
    r"pin(?:s|ned|ning)? me down and",
)
SEVERE = any_of(
    r"hits|hitting|beats|beating|punch(?:es|ed|ing)|slap(?:s|ped|ping)|chok(?:es|ed|ing)|strangl(?:es|ed|ing)",
    r"molest(?:s|ed|ing)|rap(?:es|ed|ing)|abus(?:es|ed|ing)|assault(?:ed|ing)|stab(?:s|bed|bing)",
)
HARMLESS = (
    r"(?! (?:up (?:with|on|for|at|about)|at (?!home|night|school|work|the|my)\w+|in (?:a|the|every|our|that|this) (?:game|race|match|"
    r"final|finals|tournament|quiz|chess|debate|election|contest|video|competition|vote|swing|pram|pool|cart|wheelchair)|to (?:it|the|do|be|work|try|run|"
    r"get|go|finish|a|second|apply|study|keep|take|improve)|by (?:a|one|two|three|four|five|\w+ (?:points?|goals?|seconds?|minutes?))|"
    r"with (?:a (?:great|good|new|idea|question|joke|smile|pillow|snowball|ball|water|bill|discount|look|feather|"
    r"surprise)|the (?:bill|news|truth)|kindness|questions)|on (?:the swing|facebook|instagram|twitter|social)|"
    r"out of (?:the (?:way|race|game|team|tournament|band)|my (?:account|comfort))|off (?:the|guard)|out$|out for|"
    r"a (?!black|bruise|lot|bit|couple|few|belt|bat|hammer|bottle)\w+|some|for (?:dinner|lunch|money|help|a)|forward|and make me laugh|every time we "
    r"play|again at|s\b|like a (?:ton|train|truck)|gently|awake|home from|because i won|into (?:trying|joining|running|"
    r"doing|being|a better))\b)"
)
FEARED = any_of(
    rf"my (?:\w+ )?{any_of(PARTNER, KIN)}(?! (?:s|in law s)\b)(?! (?:will|would|might|may|could|going|is going) (?!hurt|hit|kill|beat|come))",
    r"him|her|going home|being (?:at )?home(?! alone)|what (?:he|she) (?:will|might|would|could) do",
)
INTENT = r"(?:will|would|is going to|are going to|might|could|may|wants to|is trying to|tried to)"


def _violence() -> Iterator[str]:
    yield rf"\b{HUMAN}\b{DOING} {VIOLENCE}(?: up| on| at| down)? {ME}\b{HARMLESS}"
    yield rf"\b{HUMAN}\b{DOING} (?:{SEVERE}|hurts|hurting|shak(?:es|ing)|shook|burns|burning)(?: up)? (?:him|her|them|{CHILDREN})\b{HARMLESS}"
    yield rf"\b(?:chok|strangl|rap|molest|batter|sexually (?:abus|assault|harass))(?:es|ed|s|ing) {ME}\b(?! (?:up|in)\b)|\bbeat(?:s|ing|en)? (?:me|us|her|my (?:mum|mom|mother|sister|brother)) (?:up|black|badly|every (?:day|night)|when)\b(?! (?:we|i) (?:play|race))"
    yield rf"\b{HUMAN}\b{DOING} (?:threw|throws|throwing) (?:things|stuff|plates?|objects?|bottles?|a \w+|me|us|furniture|dishes) (?:at (?:me|us|the)|against|down|across the|into the|to the (?:floor|ground|wall))(?! (?:party|surprise)\b)"
    yield rf"\b{HUMAN}\b{DOING} (?:gave|gives|giving) me (?:a |another |these )?(?:black eye|bruis\w+|bloody (?:nose|lip)|busted lip|split lip|beating)\b"
    yield rf"\b{HUMAN}\b{DOING} (?:broke|breaks|broken|fractured|twisted|twists) (?:my|her|his) (?:\w+ )?(?:arm|nose|ribs?|jaw|wrist|fingers?|hand|teeth|tooth|leg|bones?)\b"
    yield rf"\b{HUMAN}\b{DOING} (?:pulls?|pulled|pulling|yank(?:s|ed)) (?:me by )?(?:my|the) hair\b|\b{HUMAN}\b{DOING} (?:violent|abusive|aggressive)(?: (?:with|to|towards|toward) (?:me|us|my \w+|the kids|her|him)|{END}| when)"
    yield rf"\b(?:husband|wife|partner|boyfriend|girlfriend|father|mother|dad|mum|mom|son|he|she)\b{DOING} (?:lays?|laid|puts?|raises?|raised) (?:his|her|a|their) (?:hands?|fists?|finger) (?:on|to|against|around) (?:me|my|us|her)\b"
    yield r"\b(?:bruises?|black eye|cuts|marks) (?:from|because of|where|after) (?:him|her|he|she|my (?:husband|wife|partner|boyfriend|girlfriend|dad|mum|mom))\b"


def _suffered() -> Iterator[str]:
    harmed = r"(?:abused|molested|raped|assaulted|strangled|choked|stalked|groped|battered|trafficked|attacked|mugged|tortured|blackmailed)"
    yield rf"\b(?:i|we|my (?!team|club|side|phone|computer|account|character)\w+|she|he|they|me)\b{DOING}(?: (?:getting|sexually|domestically|physically|emotionally|verbally))* {harmed}\b(?! (?:by (?:the )?(?:\w+ )?(?:critic|press|media|virus|mosquito|ads|emails|bee|wasp|goose|seagull|bugs)\w*|in (?:the|a|this) (?:game|film|movie))\b)"
    yield rf"\b(?:i|we|she|my \w+)\b{DOING}(?: (?:am|being|getting|been|was|got|get))+ (?:beaten|hit|punched|slapped|kicked|hurt|threatened|bullied|touched|locked up|harassed|beaten up)(?: up)?(?: (?:by (?:my|him|her|a man|some\w+|them|his|our)|at (?:home|school)|every (?:day|night))|{END})(?! (?:boss s|team)\b)"
    yield rf"\b(?:i am|i was|i have been|i think i am|being) (?:\w+ )?(?:a )?(?:victim|survivor) of (?:\w+ )?(?:abuse|violence|rape|assault|stalking)\b"
    yield rf"\b(?:domestic|child|elder|sexual|physical) (?:violence|abuse|assault)\b(?=.*\b(?:help|hotline|helpline|number|report|victim|suffering|experiencing|me|my|i)\b)"
    yield r"\b(?:help|hotline|helpline|number|report|victim|suffering|experiencing|shelter)\b.*\b(?:domestic|child|elder|sexual) (?:violence|abuse|assault)\b"
    yield rf"\b(?:my|in an|in a|an|leave (?:an|my)|escape (?:an|my)) (?:\w+ )?(?:abusive|violent) (?:relationship|{PARTNER}|{KIN}|home|household|marriage|family)\b"


def _feared() -> Iterator[str]:
    afraid = r"(?:afraid|scared|frightened|terrified|fear|fearful|petrified|in fear)"
    yield rf"\b{afraid} (?:of|for) {FEARED}(?=$| (?:and|because|when|he|she|at|please|what|hurting|hitting|coming|again|right|since|now|drinks?|drinking|i|gets?)\b)"
    yield rf"\b{afraid} (?:to|of) (?:go(?:ing)?|be(?:ing)?|com(?:e|ing)|stay(?:ing)?)(?: back)? (?:home(?! alone)|at home(?! alone)|alone with (?:him|her|my)|in (?:my|this) (?:own )?(?:house|home) (?:with|because))"
    yield rf"\b{afraid} for my (?:life|safety|children|kids)\b|\b(?:fear|fearing) for my (?:life|safety)\b"
    yield rf"\b{afraid}(?: that)? (?:he|she|they|{HUMAN}) {INTENT} (?:\w+ )?(?:hurt|hit|kill|beat|find|attack|come after|harm|rape)\b"
    yield rf"\bnot feel (?:very |really )?safe(?: (?:at home|here|anymore|in (?:my|this|the|our|his|her) (?:own )?(?:home|house|flat|apartment|bed|room|relationship|marriage)|with (?:him|her|them|my \w+)|around (?:him|her|my \w+)|going home|alone with \w+))*(?=$| (?:and|because|please|he|she|when he|i)\b)"
    yield r"\b(?:i am|we are|is|am i) not safe(?: (?:here|at home|with (?:him|her|my \w+)|in (?:my|this|our) (?:own )?(?:home|house)|right now|anymore))*(?=$| (?:and|because|please|he|she|help)\b)|\b(?:i am|we are|my (?:\w+) (?:is|are)) in (?:\w+ )?danger\b|\bhome is not (?:a )?safe\b"


def _threatened() -> Iterator[str]:
    yield rf"\b{HUMAN}\b{DOING} threat(?:ens|ened|ening) (?:to (?!quit|leave|resign|fire|sue|rain|cancel|move|tell|stop|eat|kill (?:himself|herself)|hurt (?:himself|herself))\w+ (?:me|us|my|the|her|him|them)|me|us|my)\b(?! with (?:more work|a good time|no dessert|early bed)\b)"
    yield rf"\b{HUMAN}\b{DOING} (?:said|says|told (?:me|us)|swears|swore|saying|telling me|texted|promised)(?: me)?(?: that)? (?:he|she|they) (?:will|would|is going to|wants to|are going to|is gonna) (?:kill|hurt|beat|find|murder|hit|stab|shoot|harm|destroy|rape) (?:me|us|my|her|him|the)\b"
    yield rf"\b(?:he|she|they|someone|somebody|my (?:\w+ )?{PARTNER}|my (?:step ?)?(?:dad|father|son|brother|uncle)|a man|this (?:man|guy))\b{DOING} (?:going to |coming to |about to |out to |wants to |want to |trying to |tries to |tried to )(?:hurt|beat|attack|rape|stab|shoot|hit|strangle|murder|harm) (?:me|us|my|her|the (?:kids|baby))\b"
    yield rf"\b(?:he|they|someone|somebody|a man|this (?:man|guy)|my {PARTNER}|my ex|my step ?(?:dad|father))\b{DOING} (?:wants to|want to|trying to|tries to|tried to) kill (?:me|us|her|my (?:mum|mom|mother|kids|children|family))\b"
    yield r"^(?:help |please |please help )*(?:he|someone|somebody|they) (?:is|are) going to kill (?:me|us)(?: help| please| tonight)*$"
    yield rf"\b(?:he|she|they|someone|somebody|{HUMAN})\b{DOING} (?:has|have|got|with|holding|pulled|pointing|pointed|waving|is holding|held)(?: out)? (?:a|the|his|her) (?:knife|gun|weapon|bat|machete|axe) (?:at|on|to|against|and (?:is|he|she|i|will|wants|says)|in (?:his|her) hand)\b"


def _held() -> Iterator[str]:
    holder = any_of(
        "he",
        "she",
        "they",
        rf"(?:my|her) (?:\w+ )?{any_of(PARTNER, 'parents?', 'family', 'son', 'daughter', 'carer')}",
        "someone",
        "my (?:step ?)?(?:dad|father)",
    )
    yield rf"\b{holder}\b{DOING} (?:not |never |refuses? to )let(?:s|ting)? (?:me|us|her) (?:leave(?: the (?:house|flat|apartment|room)| home| him| my (?:room|house)|{END})|out of the (?:house|room|flat)|go{END}|go outside{END}|see (?:my (?:family|friends|mum|mom|mother|sister|children|kids|parents)|anyone|anybody|other people)|talk to (?:my (?:family|friends|mum|mom|mother|sister)|anyone|anybody)|have (?:any |my own )?(?:money|friends)|call (?:anyone|anybody|my (?:family|friends|mum|mom))|eat{END}|sleep{END}|see a doctor|work{END})"
    yield rf"\b{holder}\b{DOING} (?:control(?:s|ling)?|tak(?:es|ing)(?: away)?|took(?: away)?|steal(?:s|ing)?|stole|hid(?:es|ing)?|hid|keeps) (?:all (?:of )?)?my (?:money|passport|papers|documents|pension|bank\w*|wages|medication|phone so)\b|\b{holder}\b{DOING} control(?:s|ling) (?:everything i|who i (?:see|talk)|where i|what i (?:wear|eat|do)|my (?:every|life))"
    yield rf"\b{HUMAN}\b{DOING} (?:lock(?:s|ed|ing)?|shut(?:s)?|tied|ties|chain(?:s|ed)|held|holds|holding|trap(?:s|ped)|keeps?|kept) (?:me|us|her|my (?:mum|mom|sister|brother)) (?:in(?:side)?(?: (?:the|my|a|this|his|her))?|up|down|out of (?:the|my) (?:house|home)|against my will|prisoner|captive|hostage|here against)(?:$| )(?! (?:loop|mind|stitches|suspense|the loop|touch)\b)(?!.*\b(?:in mind|account|loop|stitches|suspense|chat|group)\b)"
    yield r"\b(?:i am|we are|i have been|being) (?:\w+ )?(?:held|kept|locked up|locked in|trapped) (?:against my will|captive|hostage|prisoner|by (?:him|her|my|a man|them|someone))\b"


def _touched() -> Iterator[str]:
    place = r"(?:there|down there|in (?:a |the |my )?(?:\w+ )?(?:wrong|bad|private|inappropriate|secret|sexual|places?|parts?)|inappropriately|where (?:i|he|she)|when (?:i|no|nobody|we|mum|mom)|at night|sexually|and (?:i|told|says|tells)|without|under|even though|again|private|my (?:private|body|chest|breasts?|bottom))"
    yield rf"\b{HUMAN}\b{DOING} (?:touch(?:es|ed|ing)?|feel(?:s|ing) up|fondl(?:es|ed|ing)) (?:me|her|him|my (?:daughter|son|sister|brother|child|little \w+)|my)(?:$| {place})(?! (?:heart|phone|stuff|things)\b)"
    yield rf"\b(?:mak(?:e|es|ing)|made|forc(?:e|es|ed|ing)|asks?|asked|wants?) (?:me|us|her) (?:to )?(?:touch (?:him|her|his|myself)|do (?:sexual|bad|dirty|sex)|do things (?:i|that i) do not|have sex|sleep with (?:him|her|them|men)|undress|take (?:off )?my clothes|marry|keep (?:it|this) (?:a )?secret)\b"
    yield rf"\b{HUMAN}\b{DOING} forc(?:ed|es|ing) (?:himself|herself|themselves) on\b|\bforc(?:ed|es|ing) me into (?:sex|bed|marriage|prostitution|a marriage)\b"
    yield r"\b(?:had sex with|slept with) me (?:without|against|when i|while i|and i (?:did|said))|\b(?:i )?(?:said no|did not (?:want|consent to) (?:it|sex)) (?:but|and) (?:he|she|they)\b"


def _hinted() -> Iterator[str]:
    yield rf"\b(?:he|she|my (?:\w+ )?{any_of(PARTNER, KIN)})\b{DOING} (?:gets?|getting|becom\w+|got) (?:so |very |really )?(?:violent|physical|rough with me|dangerous)\b"
    yield rf"\bhelp me\b.*\b(?:he|she) is (?:coming|outside|back|here|drunk|angry|breaking)\b|\b(?:he|she) (?:is )?(?:drunk|angry)(?: \w+)* and (?:i am|i m) (?:\w+ )?(?:scared|afraid|frightened|hiding)\b|\bhiding from (?:him|my (?:\w+ )?{any_of(PARTNER, 'dad', 'father', 'stepdad', 'stepfather', 'mum', 'mom', 'mother', 'ex')})\b"
    yield r"\b(?:bully|bullies|bullying) me\b"


RULES = (
    *(Rule("abuse", "explicit", pattern) for pattern in _violence()),
    *(Rule("abuse", "explicit", pattern) for pattern in _suffered()),
    *(Rule("abuse", "explicit", pattern) for pattern in _feared()),
    *(Rule("abuse", "explicit", pattern) for pattern in _threatened()),
    *(Rule("abuse", "explicit", pattern) for pattern in _held()),
    *(Rule("abuse", "explicit", pattern) for pattern in _touched()),
    *(Rule("abuse", "passive", pattern) for pattern in _hinted()),
)
