"""A body in danger: breath, heart, consciousness, blood, poison, a fall; and a house on fire."""

from __future__ import annotations

from collections.abc import Iterator

from earnest.feeling.danger.rules import DOING, END, HUMAN, Rule, any_of
from earnest.feeling.danger.self_harm import DRUGS

__all__ = ["RULES"]

BODY = any_of(
    "i", HUMAN, r"(?:my|our|the|her|his) (?:\w+ )?(?:baby|newborn|toddler|infant|patient|visitor|guest)", "baby", "we"
)
TOXIC = any_of(
    DRUGS,
    r"bleach|poison|antifreeze|detergent|(?:drain|toilet|oven|window) cleaner|(?:a )?batter(?:y|ies)|laundry pods?|magnets?|pesticide|weed ?killer",
    r"(?:cleaning|washing) (?:products?|fluid|liquid|stuff)|petrol|gasoline|paint thinner|rat poison|a coin|(?:poisonous|toxic|wild) (?:berries|mushrooms?|plants?)|chemicals?|dishwasher tablets?|nail polish remover|lighter fluid|white spirit",
)
LIMB = r"(?:arm|leg|hip|ankle|wrist|neck|back|foot|hand|shoulder|skull|ribs?|collarbone|knee|spine)"
MUCH = r"(?:a lot|badly|heavily|everywhere|profusely|out|to death|so much|very much|really bad|bad|internally|uncontrollably|non stop|from (?:the|his|her|my) (?:head|ears?|stomach|neck|chest|eyes?|mouth))"


def _called() -> Iterator[str]:
    help_ = r"(?:an? (?:ambulance|paramedic)|the (?:ambulance|paramedics|emergency (?:services?|number|room)|fire (?:brigade|department)|police)|paramedics|emergency services?|nine one one|911|9 1 1|triple nine|nine nine nine|999|9 9 9|112|one one two|1 1 2|triple (?:zero|oh)|000|15|18|an emergency doctor)"
    yield rf"\b(?:call|phone|ring|dial|get|send|fetch|need|want|calling)(?: (?:me|us|for|him|her|someone to call|to call|somebody|please|somebody to call|you to call))* {help_}(?! (?:chaser|number|theme|bill|insurance|show|costume|toy|driver|job|ringtone|song|movie)\b)(?! (?:is|are) on tv)"
    yield r"\b(?:this is|it is|there is|there has been|have|got|having) (?:an? )?(?:\w+ )?(?:medical emergency|real emergency|terrible accident|serious accident|bad accident|emergency)(?=$| (?:here|and|please|help|i|my|at|in|she|he)\b)"
    yield r"\bneed (?:\w+ )?(?:medical (?:help|attention|assistance)|(?:a )?doctor (?:right now|now|immediately|urgently|fast|quick\w*)|to (?:go|get) to (?:the )?(?:hospital|emergency room|a and e|e r))\b"


def _breath() -> Iterator[str]:
    harmless = r"(?! (?:a word|in (?:this|these|that|the (?:dress|shirt|mask|outfit|jeans|costume))|with (?:this|a|my) (?:mask|cold|scarf|blocked|stuffy)|through my (?:nose|mouth)|from laughing|laughing|of laughter|because (?:i am|it is so) (?:laughing|funny)|it is so funny|without you|life|for (?:joy|excitement)|out of my nose|easy|fire|underwater|so funny)\b)"
    yield rf"\b{BODY}\b{DOING} (?:can|could|is|am|are|does|do|has|was)?(?: (?:barely|hardly|not|stopped|never)| not (?:able to|be able to|properly|even|really))+ (?:breath(?:e|ing)?|breed|get (?:any |enough )?(?:air|oxygen)|catch (?:my|his|her|their) breath|swallow or breathe){harmless}"
    yield rf"\b(?:can|could) (?:not|hardly|barely) breath(?:e|ing)?\b{harmless}|\bnot breathing\b(?! exercise)|\bstopped breathing\b"
    yield rf"\b{BODY}\b{DOING} (?:trouble|difficulty|problems|struggling|struggles|fighting|hard|gasping|a hard time|short|shortness)(?: (?:to|with|for|of|getting))* (?:breath(?:e|ing)?|air|enough air)\b{harmless}"
    yield rf"\b{BODY}\b{DOING} (?:choking|suffocating)(?! (?:up|in work|on (?:my|her|his) words|under|hazard|with laughter)\b)(?! from laughing)"
    yield rf"\b{BODY}\b{DOING} (?:turn(?:s|ed|ing)?|go(?:ne|ing)?|went) blue\b|\b(?:his|her|my|their) lips (?:are|is|have|turned|went|turning)(?: \w+)? blue\b"
    yield r"\b(?:throat|airway|tongue|face|lips) (?:is|are|feels?|keeps?|has)(?: \w+)? (?:closing|swelling|swollen|closed|blocked|swelled)\b(?! (?:early|for)\b)"


def _heart() -> Iterator[str]:
    attack = r"(?:heart attack|cardiac arrest|stroke|seizures?|convulsions?|fit|aneurysm|asthma attack|epileptic (?:fit|seizure)|anaphyla\w+|miscarriage|allergic reaction)"
    yield rf"\b{BODY}\b{DOING}(?: (?:having|have|has|had|suffering|getting|going into|in))+ (?:a |an |some |another )?(?:\w+ )?{attack}\b(?! (?:of (?:luck|genius|laughter|insanity|inspiration)|when|every|if|from|because|about|years|in (?:nineteen|twenty|two)|at (?:midnight|forty|fifty)|before|as a)\b)"
    yield r"\b(?:think|looks like|might be|could be|believe|it is|must be|afraid)(?: (?:i am|he is|she is|it is|having|he|she|this is|my \w+ is|they are|had|has|just|i|may be|might be|be|a))* (?:heart attack|cardiac arrest|stroke|seizure)\b(?! of (?:luck|genius))"
    yield rf"\b(?:my|his|her|{HUMAN} s) heart (?:has |is |just )*(?:stopped|stopping|not beating|failing|giving out)\b(?! when)|\b(?:has|have|there is|is) no (?:pulse|heartbeat)\b|\b(?:can|could) not (?:find|feel) (?:a|his|her|any) pulse\b"
    hurts = r"(?:hurt(?:s|ing)?|(?:is|feels?|are|really|so|very|has been|keeps)+(?: (?:really|so|very|extremely|all))*(?: (?:hurting|tight|heavy|aching|crushing|painful|crushed|being crushed|squeez\w+|burning|on fire|exploding)))"
    yield rf"\b(?:my|his|her|{HUMAN} s) chest\b(?: (?:really|so|just|still|suddenly|badly))* {hurts}(?! (?:from|after) (?:laughing|the gym|lifting|push|working|training|bench|coughing))(?! (?:of drawers|hair|freezer))"
    yield r"\b(?:pains?|pressure|tightness|crushing|elephant|weight|stabbing)(?: \w+)? (?:in|on|across|sitting on) (?:my|his|her|the) (?:\w+ )?chest\b|\bchest (?:pains?|pressure|tightness)\b"
    yield r"\b(?:side|half|arm|leg|face|hand)(?: of)?(?: (?:my|his|her|face|body|the))*(?: (?:is|has|are|gone|went|feels|suddenly|all|completely))+ (?:numb|drooping|paraly[sz]ed|dropped|droopy|limp)\b(?! (?:from (?:sitting|sleeping|the cold|lying)|because i slept)\b)"
    yield r"\b(?:can not|could not|not) (?:feel|move) (?:my|his|her) (?:\w+ )?(?:arms?|legs?|side|face|body|limbs)\b(?! (?:after|from|because of) (?:the|leg|my|running|training|that|this))"
    yield r"\b(?:speech|words|talking) (?:is|are|has|have)(?: \w+)? (?:slurred|slurring|garbled)\b|\bslurring (?:his|her|my|their) (?:words|speech)\b|\b(?:pain|pains)(?: \w+){0,2} down (?:my|his|her) (?:left )?arm\b"


def _awake() -> Iterator[str]:
    fine = r"(?! (?:on the (?:couch|sofa)|last night|drunk|after (?:the party|drinking)|for (?:school|work|breakfast|church)|before|until|early|in time|at six|at seven|the (?:flyers|papers|cards|menu)|laughing|from laughing|when i (?:saw|heard)|in laughter|in bed after|yet)\b)"
    yield rf"\b{BODY}\b{DOING} (?:unconscious|unresponsive|passed out|passing out|collaps(?:ed|ing)|fainted|fainting|blacked out|lost consciousness|knocked out|convulsing|seizing|having a seizure|foaming at the mouth|going into shock|lifeless|limp){fine}"
    yield rf"\b{BODY}\b{DOING} not (?:respond(?:ing)?|wak(?:e|ing) up|moving|conscious|react(?:ing)?|opening (?:his|her) eyes|wake)(?! (?:to (?:my|the|an?) (?:text|email|message|call|letter|invit)\w*|house|forward|here|out|in with|in until|to)\b){fine}"
    yield rf"\b(?:can|could) not wake (?:him|her|them|my (?!computer|phone|laptop|self)\w+|the baby|up (?:him|her|my \w+))\b(?:(?: up)(?! (?:for|before|in time))|$|(?= (?:and|help|please)))"
    yield r"\bi (?:am|feel like i am|think i am) (?:going to|about to) (?:pass out|faint|black out|collapse)\b(?! from (?:hunger|boredom))"


def _wounded() -> Iterator[str]:
    yield rf"\b(?:{BODY}|it|wound|cut|nose|head|arm|leg|hand|finger)\b{DOING} bleeding {MUCH}\b(?! of money)|\bbleeding (?:to death|out|profusely|heavily|uncontrollably|badly|everywhere)\b|\b(?:not|never) stop(?:ping)? (?:the )?bleeding\b|\b(?:stop|control) the bleeding\b(?! (?:edge|radiator))"
    yield r"\b(?:bleeding|blood)(?: \w+){0,3} (?:not|never) stop\w*\b|\b(?:so much|a lot of|lots of|too much|losing|lost (?:a lot of|so much)) blood\b(?! (?:in the|sugar|pressure|oranges|test|on (?:tv|that show))\b)|\bblood (?:everywhere|all over)\b(?! in (?:the|that) (?:film|movie|game|scene|show))"
    yield r"\b(?:cough\w*|vomit\w*|throw(?:ing)? up|threw up|spitting|spit|pee\w*|pass\w*) (?:up )?blood\b|\bblood in (?:my|his|her) (?:vomit|stool|urine|pee)\b"
    yield rf"\b(?:i|{HUMAN}|we)\b{DOING} (?:fell|fallen|tripped|slipped|had a fall|taken a fall|fall|falling)\b(?! (?:in love|asleep|behind|for|apart|out with|short|flat|ill|through the cracks|off the wagon|into place)\b).*\b(?:not (?:get (?:back )?up|move|moving|stand|breath\w*|respond\w*|wak\w*)|hit (?:my|his|her) head|unconscious|bleeding|blood|down the (?:stairs|steps)|off (?:the|a) (?:ladder|roof|balcony)|from the (?:roof|ladder|balcony|window)|out of the window|broke\w*|hip|hurt (?:badly|bad))\b"
    yield r"^(?:help |help me |please |oh no |hey )*i (?:have |just |ve )*(?:fallen|fell|had a fall|have had a fall)(?: (?:down|over|and i need help|help|in the (?:bathroom|shower|kitchen|bedroom|garden|hall\w*)|on the floor|out of bed|please|and hurt myself|and i hurt myself))*$"
    yield rf"\b(?:i|{HUMAN})\b{DOING} (?:broke|broken|fractured|snapped|dislocated) (?:my|his|her|their) (?:\w+ )?{LIMB}\b(?! (?:last|years|a (?:year|month|week|while)|when i was|in (?:nineteen|twenty|two)|two|three|ages|once|back in)\b)|\bbone (?:is )?(?:sticking|poking|coming) out\b"
    yield rf"\b(?:i|{HUMAN})\b{DOING} (?:electrocuted|drown(?:ing|ed)|stabbed|shot(?! (?:of|at|a|some|the|up|put)\b)|run over|hit by (?:a|the) (?:car|bus|truck|train|bike|van|lorry)|struck by lightning|severely burn\w+|badly burn\w+|on fire(?! (?:today|lately|tonight|at))|impaled|crushed|trapped under|bitten by a (?:snake|dog)|overdos(?:ed|ing))(?! (?:in|with|by) (?:work|emails?|paperwork|laundry|debt|homework|chores|\w+ emails?|questions|bills|love|meetings|tasks))"
    yield r"\b(?:car|bike|motorcycle|motorbike|road|traffic) (?:accident|crash)\b(?=.*\b(?:hurt|injured|bleeding|help|trapped|unconscious|pain|not move)\b)|\b(?:i|we|he|she|my \w+) (?:have |has |had |was |were |been |just |is )*(?:in|had) (?:an?|a terrible|a bad) (?:\w+ )?(?:accident|car crash)(?=$| (?:and|please|help|i|he|she)\b)"
    yield r"\b(?:severe|serious|bad|terrible|really bad) (?:allergic reaction|burns?|head injury|wound)\b(?! (?:cd|out))|\b(?:need|get|where is|find|used) (?:my|his|her|the|an) epi ?pen\b|\b(?:my )?water (?:just )?broke\b|\b(?:baby|it) is coming (?:now|right now)\b|\bgoing into labou?r\b"
    yield r"\bcut off (?:my|his|her) (?:\w+ )?(?:finger|thumb|hand|toe|arm)s?\b|\b(?:poured|spilled|spilt) (?:boiling|hot) (?:water|oil) (?:on|over|all over) (?:my|him|her|me|his|the (?:baby|child))\w*"


def _poisoned() -> Iterator[str]:
    swallow = r"(?:took|taken|take|swallow(?:ed|s|ing)?|drank|drunk|drinks?|drinking|ate|eaten|eating|had|downed|gulped|ingested|given)"
    much = r"(?:(?:way )?(?:too|to|two) (?:many|much)|a (?:whole )?(?:bottle|box|pack|packet|bunch|handful|load|lot) of|(?:a|the|an) (?:whole|entire) (?:bottle|box|pack|packet|lot)(?: of)?|all (?:of )?(?:my|the|his|her|those|these)|the wrong|(?:twice|double|ten|twenty|thirty|forty|fifty|sixty|a hundred)(?: of)?(?: (?:my|the|his|her))?|lots of|so many|loads of|every one of)"
    routine = r"(?! (?:today|this morning|for (?:today|the day|tonight|this)|already|as|like i|on time|yesterday|with (?:food|water|breakfast|dinner)|at (?:eight|nine|ten|night|breakfast)|before bed|now|yet|box|tin)\b)"
    yield rf"\b(?:i|{BODY})\b{DOING} {swallow} {much}(?: \w+){{0,2}}? ?(?:{DRUGS}|bottle|medicine cabinet){routine}"
    yield rf"\b{BODY}\b{DOING} (?:swallowed|swallowing|drank|drunk|drinking|ate|eaten|eating|got into|ingested|licked)(?: (?:some|a|the|a bit of|a little|my|all|one of|that|a button|part of|half|of|a whole|bottle|bit|mouthful))* {TOXIC}"
    yield rf"\b{BODY}\b{DOING} (?:overdosed|overdosing|poisoned)(?! (?:on (?:chocolate|sugar|coffee|cute\w*|netflix|cake|christmas|news)|by (?:the )?(?:media|news))\b)|\b(?:took|taken|had) an overdose\b(?! of (?:chocolate|cute\w*|sugar|sun))|\bcarbon monoxide (?:alarm|detector)? ?(?:is|going|poison\w*|leak\w*|beep\w*)"


def _surrounded() -> Iterator[str]:
    yield r"\b(?:house|home|kitchen|flat|apartment|building|bed|sofa|curtains?|car|oven|room|stove|bedroom|garage) (?:is|are|has|just)(?: \w+)? (?:on fire|burning(?! (?:in the (?:game|film))\b)|caught fire|in flames)\b|\b(?:there is|there s) (?:a )?(?:fire in (?:the|my) (?:house|kitchen|flat|building|room|bedroom|garage|oven|bin)|gas leak|smoke everywhere)\b(?! place)|\b(?:smell(?:ing)?|a smell of) gas\b(?! station)"
    yield r"\b(?:someone|somebody|a man|a stranger|people|a burglar|an intruder|they|burglars) (?:is|are|has|have|s)(?: \w+)? (?:(?:breaking|broken|broke|trying to (?:break|get)) in(?:to)?|in (?:my|the|our) (?:house|home|flat|apartment|garden with)|following me home|at my window)\b|\bintruder in\b|\bbeing (?:robbed|kidnapped|burgled)\b"


def _dying() -> Iterator[str]:
    yield rf"\bi am dying(?=$| (?:help|please|call)\b)|\b(?:think|afraid|scared|feel like|feels like) i am (?:going to die|dying|about to die)(?=$| (?:help|please|call|and|right now|tonight)\b)"
    yield rf"\b{HUMAN}\b{DOING} (?:dying|dead|going to die)(?=$| (?:help|please|call|right now|on the floor|in front of me|i think|and i)\b)(?<!not dead)"
    yield r"\b(?:please )?help (?:him|her|my (?!friend|sister with|son with|daughter with)\w+) (?:he|she|is|please|now|cannot)\b.*\b(?:breath\w*|bleed\w*|chok\w*|die|dying|unconscious|hurt)\b"


RULES = tuple(
    Rule("emergency", "explicit", pattern, deniable)
    for made, deniable in (
        (_called, True),
        (_breath, False),
        (_heart, True),
        (_awake, True),
        (_wounded, True),
        (_poisoned, True),
        (_surrounded, True),
        (_dying, True),
    )
    for pattern in made()
)
