"""What only sounds like danger: figures of speech, titles and errands. They are taken out before the rules look."""

from __future__ import annotations

import re

__all__ = ["misheard", "only_mentions", "taken_out"]

GONE = "~"
"""Stands where an idiom was; no rule matches across it."""

_MISHEARD = (
    (r"\bsu(?:e|it|icy|ch a|a) ?(?:a|i|the|of)? ?sides?\b|\bsuicides\b", "suicide"),
    (r"\bsuicide all\b|\bsue a sidle\b", "suicidal"),
    (r"\bover (?=dos)", "over"),
    (r"\bchess (?=(?:pain|hurt|is tight|is hurt))", "chest "),
    (r"\bambulances?\b|\bambulants\b|\bambience(?= (?:now|please))", "ambulance"),
    (r"\bun(?: |-)conscious\b", "unconscious"),
    (r"\bheart a tack\b|\bheart attacks\b|\bhard attack\b", "heart attack"),
    (r"\bnine eleven(?= (?:now|please|for))\b", "911"),
    (r"\bi (?:and|an) (?=having)", "i am "),
    (r"\bkilling? my self\b|\bkill my cell\b", "kill myself"),
)

_FIGURES = (
    # dying, of everything but death
    r"\b(?:die|dies|died|dying|dead) (?:of|from|with|out of) (?!(?:an? )?(?:overdose|pain|this|it|shame anymore|blood|wounds?)\b)\w+(?: \w+)?",
    r"\b(?:die|died|dying) (?:laughing|inside(?: laughing)?|to (?!be (?:dead|gone))\w+|for (?:a|an|some|that|this|my|the|it|coffee|chocolate|more|\w+ coffee)|over (?:here|there|this)|out|down|hard|(?:my|her|his|your|their|the) (?:hair|shirt|eggs?|jeans|fabric|beard|roots|sheets|wool|dress))",
    r"\bto die for\b|\b(?:i |just |almost |nearly |literally |practically )*(?:died|nearly died|almost died|could have died|could die|would die|am dead)(?= (?:when|laughing|after|of|~|if|without)\b)",
    r"\bdying (?:here|over here)\b|\bnever say die\b|\bdo or die\b|\bdie hard\b|\blike i am (?:dying|dead)\b",
    r"\bdead (?:tired|lines?|end|beat|lifts?|sea|pool|serious|on|right|sure|wrong|batter(?:y|ies)|leg|silent|weight|simple|heat|slow|cheap|set|certain|drop|or alive|to me|good)\b|\bdrop dead\b|\bwalking dead\b|\bdead (?:poets|space|man)\b|\bover my dead body\b|\bcaught dead\b|\bgrateful dead\b",
    r"\b(?:bored?|boring|scare[ds]?|scaring|frighten\w*|worr\w+|starv\w+|freez\w+|frozen|froze|tickled|lov\w+|sick|work\w*|sweat\w*|bleed(?:s|ing)? me|annoy\w*|nag\w*|thrilled|roast\w*|embarrass\w*|chilled|cooked|talk\w*|done|beat\w*|tired|flogged) (?:me |him |her |us |myself |it )?(?:half )?to death\b",
    r"\bso (?:embarrass\w+|cute|funny|good|hungry|bored|excited|full|tired)(?: that)? (?:i|it) (?:\w+ )*(?:die[ds]?|dying|dead)\b",
    # hearts, strokes, fits
    r"\bheart attack (?:on a|in a|burger|sandwich|waiting|fries|breakfast|bun)\b(?: \w+)?",
    r"\b(?:give|gives|gave|giving|given) (?:me|him|her|us|them|my \w+|everyone|you|someone|the \w+) (?:such )?(?:a |an )?(?:\w+ )?(?:heart attack|stroke|seizure|fit|panic)\b",
    r"\b(?:nearly|almost|practically|about|basically|just about) (?:had|have|having|has|got) (?:a |an )?(?:\w+ )?(?:heart attack|stroke|seizure|fit)\b",
    r"\b(?:had|have|having|has|throw\w*|threw) (?:a |an )(?:\w+ )?(?:fit|heart attack|stroke)(?= (?:when|if|every|because|laughing|of|over|about)\b)",
    r"\b(?:throw\w*|threw|fits?) (?:a |of )?(?:fit|laughter|giggles)\b|\bstroke of (?:luck|genius|midnight|\w+)\b|\b(?:breast|back|brush|pen|key|golf|butterfly|swim\w*|two|four|free) ?strokes?\b|\bstroke (?:the|my|his|her|a) \w+\b",
    r"\b(?:panic|anxiety|sneezing|coughing|laughing|giggling|sugar|shark|snack|snake|art|bear|goose) attack\b",
    # killing, shooting, hitting, choking
    r"\b(?:kill|kills|killing|killed)(?: (?:me|it|them|time|the|all|that|this|two|off|my|for|your|his|her|our|him|us|you|softly|everything|switch|process|app|music|lights?|engine|weeds?|bacteria|bugs?|flies|mosquitos?))*(?= (?:lights?|music|time|timer|alarm|tv|sound|volume|engine|mood|buzz|vibe|birds|process|app|switch|feet|back|eyes|legs|battery|plants?|weeds?|grass|show|fan|radio|heat|power|screen|bacteria|bugs?|flies|spiders?|mosquito\w*|joke|fun|curiosity)\b)(?: \w+)?",
    r"\b(?:killing|kill|killed|hurt|hurting|injured) (?:myself|himself|herself|themselves|ourselves) (?:laughing|with laughter|studying|working|to (?:finish|get|meet|make|be|please|save)|over (?:this|that|it|a|the)|at (?:the gym|work|school|football|training|practice)|with (?:work|overtime|this diet)|trying to|for (?:this|that|a|you|work))\b(?: \w+)?",
    r"\b(?:shoot|shot|drop|send|hit|fire|throw|ping) (?:me|him|her|us|them|\w+) (?:an? |the |your |over |some |with |up )(?:an? )?\w+",
    r"\b(?:shoot|shooting|shot) (?:myself|himself|herself|themselves|ourselves) in the foot\b|\bshoot (?:hoops|some hoops|pool|a film|a video|the breeze|the scene|baskets)\b",
    r"\bkick(?:ing|ed)? myself\b|\bbeat(?:ing|en)? (?:myself|yourself|himself|herself) up\b|\bhate myself for (?:\w+)\b|\bkill myself laughing\b|\bhang(?:ing)? (?:out|up|in there|on)\b",
    r"\bhit(?:s|ting)? (?:me|us|home) (?:that|how|like a|hard|different|right in the|up|with (?:a|an|your|some|the))\b|\bbeat (?:me|him|her|us) to\b|\bhit the (?:road|sack|gym|hay|spot|books|jackpot|nail|shops|brakes|lights?|switch|snooze)\b",
    r"\b(?:all )?chok(?:ed|ing|es) up\b|\bchok(?:ing|ed) (?:on (?:my|his|her) words|back tears|under pressure|in the (?:final|finals|playoffs))\b|\bchoking hazard\b",
    r"\b(?:laugh\w*|giggl\w*|funny|hilarious)(?: \w+){0,5} (?:can|could) (?:not|hardly|barely) breathe\b|\b(?:can|could) (?:not|hardly|barely) breathe(?: \w+){0,3} (?:laugh\w*|funny|hilarious|giggl\w*)\b",
    r"\bdrown(?:ing|s|ed)?(?: \w+)? in (?!the\b|water|a (?:pool|lake|river|bath)|my own|his|her)\w+(?: \w+)?|\bdrown(?:ing|ed)? (?:my|his|her|your) sorrows\b|\bdrown(?:ing|s)? (?:out|it|them|the)\b",
    r"\btak(?:e|es|ing) (?:my|your|his|her) breath away\b|\bcatch (?:my|your) breath\b|\bbreath of fresh air\b|\bbleeding (?:edge|heart|obvious|love|cowboys|hearts)\b|\bbleed(?:ing)? (?:the|a|my|our) (?:radiators?|brakes?)\b|\bbad blood\b|\bblood (?:type|orange|moon|test|sugar|pressure|bank|drive|donation|diamond)\b",
    # falling, burning, jumping, ending
    r"\b(?:fell|fall|falling|fallen|falls) (?:in love|asleep|behind|out of love|short|through|apart|for (?:him|her|you|it|that|the))\b",
    r"\b(?:on fire)(?= (?:today|lately|tonight|this|in the|on the (?:court|field|pitch)))\b|\b(?:we|he|she|they|you) (?:is|are|was|were) on fire$|\bmixtape is fire\b|\bburn(?:ing|ed|t)? (?:calories|fat|rubber|a cd|the toast|the candle|a candle|the dinner|dinner|some calories)\b",
    r"\bbungee jump\w*(?: \w+){0,4}|\bjump(?:s|ed|ing)? (?:in|into|on|onto|for|to|over|ship|rope|around|up|at|through) (?:the |a |my |this |to )?(?!traffic|front|tracks)\w+",
    r"\bend(?:ing)? (?:it|things|this|everything) (?:there|here|at|by|with|on|between|after|early|before|over|for (?:today|now))\b|\b(?:end|ending) (?:my|the|this|our) (?:call|day|shift|week|subscription|meeting|lease|contract|membership|marriage|relationship)\b",
    r"\b(?:take|taking|took|get|getting) (?:my|his|her|their) (?:own )?li(?:fe|ves) (?:back|seriously|in|into)\b|\b(?:time|love|best (?:day|time|night|thing)|light) of (?:my|his|her) life\b|\blife (?:insurance|is (?:good|great|beautiful|short|a))\b",
    r"\bsuicide (?:squad|missions?|bomb\w*|doors?|is painless|rates?|statistics?|blonde|king|silence|boys|drills?|sprints?|prevention (?:day|week|month|training|course|walk|conference|award\w*)|girls|forest)\b|\b(?:political|career|commercial|social|fashion|financial|assisted|virgin|professional|brand|electoral) suicides?\b",
    r"\bself destruct (?:sequence|button|mode|mission)\b|\bmission impossible\b|\bself (?:harm|injury) (?:policy|training|statistics?|awareness|rates?)\b",
    r"\b(?:hate|can not stand|sick of|tired of|fed up with|done with) (?:living|being|waking up)(?: \w+)? (?:in|with|here in|next|near|at|above|below|under|out of|off|so far|so early|early|at|before|on (?:my own|the))(?: \w+)?",
    r"\bemergency (?:contacts?|fund|exit|meetings?|stop|kit|lane|brakes?|alerts?|broadcast|budget|button|tools?|lights?|repairs?|plumber|chocolate|landing|rations?|snacks?|savings)\b|\b(?:fashion|chocolate|style|wine|coffee|cake) emergency\b",
    r"\b(?:domestic|child|sexual) (?:violence|abuse) (?:act|law|bill|statistics?|policy|training|awareness|month|conference)\b|\babus(?:e|ing) of (?:notation|power|language)\b|\bsubstance abuse\b|\babusive language\b",
    r"\bpanic room\b|\bfight club\b|\bkill bill\b|\bhit and run\b|\bpunch (?:lines?|cards?|bowl|bag|drunk)\b|\bpoison(?: ivy| oak| the musician| by)\b|\brat poison\b(?= (?:to|on|at) (?:my|the) (?:list|shopping|store))",
    r"\bshots? of (?:espresso|tequila|vodka|whisk\w+|rum|coffee|the)\b|\b(?:flu|booster|tetanus|vaccine|screen|long|best|penalty|insulin) shots?\b|\bgot (?:a|my|his|her|the) shots?\b|\bshot (?:down|a|the|at|some)\b",
    r"\bgo(?:ing)? on (?:holiday|vacation|a|an|the|with|about|stage|air|strike|leave|tour|that|this|my|to|at|without|for|and on|foot|anymore (?:rides|dates|trips))\b",
    r"\bbe (?:here|around|gone|there) (?:when|at|for|by|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|time|the)|until|till|before|after|with|in (?:the|an|a|time)|during|while|this|so)\b(?: \w+)?",
    r"\bwak(?:e|ing) up (?:(?:tomorrow|in the morning|again) )*(?:at|before|early|too|so|late|the|with|to an?|with an?|my|in (?:a|an|the (?:dark|cold|middle))|for|on|next|alone|without|until|this early|that early|tired)\b(?: \w+)?",
    r"\b(?:keep|carry|go|going|continue) (?:going |on )?(?:with|doing|reading|watching|playing|working|cooking|talking|to)\b(?! life| living)(?: \w+)?",
)
_ERRAND = re.compile(
    r"^(?:(?:hey|ok|okay|please|can you|could you|would you|will you|i (?:want|need|would like) (?:you )?to|now|and|just|let us|help me) )*"
    r"(?:play|put on|queue|stream|watch|skip|open|search|look up|google|read|find|show|recommend|add|buy|order|remind|set|"
    r"schedule|create|make a (?:note|list|reminder)|note|write|translate|spell|define|pronounce|cancel|turn|switch|record|download|"
    r"what does \w+(?: \w+)? mean|how do (?:you|i) (?:spell|pronounce|say|translate)|what is the (?:spanish|french|german|definition|meaning|plot|opposite|synonym|rate|"
    r"symptoms|capital|treatment|history|title)|who (?:wrote|sings|sang|directed|plays|played|was|is|died|killed|killed the|invented|did)|when (?:did|was|is|does)|what year|"
    r"what (?:are|causes|happened|happens|is) (?:the |in |a |an |to )?(?:symptoms|signs|causes|risk|treatment|side effects|film|movie|book|suicide rate|stroke|heart attack|seizure|cardiac arrest|anaphylaxis|domestic violence|abuse|cpr|chapter|episode|end of)|"
    r"tell me (?:about|a|the|who|what|more)|how (?:common|many people|many men|many women|dangerous)|is there a (?:film|movie|song|book|word|game)|"
    r"did (?:you (?:see|hear|know|watch|read)|romeo|hamlet|juliet)|have you (?:seen|heard|read)|who|name|list)\b"
)
_ABOUT_ME = re.compile(
    r"\b(?:kill|hurt|harm|hang|shoot|cut|drown) myself\b|\b(?:my own|end my) life\b|\bi (?:want to|am going to|wanna) die\b|"
    r"\b(?:i|he|she) (?:can|could|am|is) not breath\w*|\b(?:i am|he is|she is|i think|because i|since i|i feel|i have|he|she|my (?!list|shopping|calendar|playlist|doctor|kitchen|alarm|wife to|husband to|\w+ to)\w+) "
    r"(?:\w+ )?(?:hits|suicidal|having a|not breathing|hurts me|bleeding|unconscious|dying|hopeless|choking)\b|"
    r"\b(?:someone|an ambulance|911|999|112) (?:to help|now|please)\b|\b(?:suicide|crisis|abuse|violence) (?:hotline|helpline|line|number|shelter)\b"
)
_FICTION = re.compile(
    r"\b(?:in|from|on|at|about|of|watching|reading|played|seen|saw) (?:the|a|an|this|that|my|last night s|tonight s|his|her|their|any) (?:\w+ ){0,2}"
    r"(?:films?|movies?|show|series|books?|novels?|episode|song|play|game|story|opera|documentary|podcast|news|chapter|season|videos?|drama|poem|"
    r"level|round|match|scene|soap|musical|quiz|dream|crossword)\b|\b(?:film|movie|song|book|novel|game|episode|show|documentary|story) "
    r"(?:where|about|in which|called|when|that|is|was)\b|\bthe (?:character|hero|heroine|villain|actor|protagonist|detective|killer|murderer|batter|boxer|goalie|striker|king|queen|prince\w*|"
    r"romans|germans|government|bad guy)\b|\b(?:romeo|juliet|hamlet|ophelia|shakespeare|netflix|agatha christie|harry potter)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:years?|months?|weeks?|ages|decades) ago\b|\blast (?:year|month|summer|winter|spring|autumn|fall|christmas)\b|"
    r"\bin (?:nineteen|the (?:sixties|seventies|eighties|nineties)|two thousand|twenty (?:\w+teen|ten|twenty))\b|"
    r"\bwhen (?:i|he|she) (?:was|were) (?:a |an )?(?:kid|child|baby|little|young|teenager|small|\w+ years old|five|six|seven|eight|nine|ten|twelve)\b|\bback in\b|\bas a (?:kid|child|boy|girl)\b|\bused to\b|\bat the age of\b"
)


def misheard(said: str) -> str:
    """What a recogniser makes of hard words, put right."""
    for pattern, meant in _MISHEARD:
        said = re.sub(pattern, meant, said)
    return said


def taken_out(said: str) -> str:
    """``said`` without its figures of speech."""
    said = misheard(said)
    for figure in _FIGURES:
        said = re.sub(figure, GONE, said)
    return said


def only_mentions(said: str) -> bool:
    """Whether this is an errand or a question that mentions a hard word without anybody being in danger."""
    return bool(_ERRAND.match(said)) and not _ABOUT_ME.search(said)


def in_fiction(said: str) -> bool:
    """Whether somebody tells of a film, a book or a game."""
    return bool(_FICTION.search(said))


def long_ago(said: str) -> bool:
    """Whether it is over."""
    return bool(_LONG_AGO.search(said))
