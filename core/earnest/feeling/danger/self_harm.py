"""Self-harm and suicide: said outright, or hinted at."""

from __future__ import annotations

from collections.abc import Iterator

from earnest.feeling.danger.rules import AGAIN, DOING, END, HUMAN, Rule, any_of

__all__ = ["RULES"]

OWN = any_of("myself", "himself", "herself", "themsel(?:f|ves)", "ourselves")
WHOSE = "(?:my|his|her|their|our|my own|his own|her own|their own)"
LETHAL = (
    r"(?:kill|hang|shoot|drown|stab|poison|suffocat|strangl|murder|electrocut|unaliv|asphyxiat|gass?)"
    r"(?:e|es|ed|s|ing|bed|bing)?|hung|shot"
)
HARM = r"(?:hurt|harm|cut|burn|starv|injur|punish|mutilat|scratch)(?:e|es|ed|s|ing|ting)?"
LEAN = any_of(
    r"want(?:s|ed|ing)? to|going to|need(?:s|ed)? to|have to|has to|might|will|would|about to|urges? (?:to|of)|rather",
    r"tempted to|feel(?:s|ing)? like|think(?:s|ing)? (?:about|of)|thoughts? (?:about|of|to)|plan(?:s|ned|ning)? (?:to|on)",
    r"keeps?|kept|start(?:s|ed)?|stop|threaten(?:s|ed|ing)? to|tr(?:y|ies|ied|ying) to|ready to|deserves? to|like|enjoy",
    r"decided to|wish(?:es|ed)? to|should|considering|considered|dream(?:s|ed|ing)? (?:of|about)|should just|am|is|been",
    r"ought to|prefer to|long(?:s|ing)? to|hop(?:e|es|ing) to|fantasi[sz](?:e|es|ing) about|better to|easier to|love to",
)
SOFTLY = r"(?: (?:just|really|also|even|simply|kind of|badly|only|sometimes|seriously|actually))?"
DRUGS = any_of(
    "pills?|tablets?|meds|medications?|medicines?|painkillers?|paracetamols?|tylenols?|ibuprofens?|aspirins?|opioids?",
    "sleeping (?:pills?|tablets?)|antidepressants?|insulin|drugs?|capsules?|valium|xanax|morphine|oxycod?ones?",
)
ACCIDENT = (
    r"(?! (?:while|when|whilst|shaving|cooking|chopping|slicing|on (?:a|the|some|my|that)|with (?:a|the|my)|at|by|"
    r"playing|lifting|running|skiing|working|gardening|accidentally|a|an|some|another|off|short|loose|slack|out|down|"
    r"in (?:the|a|half)|peeling|opening|doing|moving|trying|jogging|falling|trimming|climbing|badminton|exercising)\b)"
)
LIVING = any_of(
    rf"be alive|exist|live{END}|live (?:another|any|in this world|on this|with (?:this|the|myself)|without|a minute)",
    rf"(?:go|carry) on{END}|(?:go|carry) on (?:living|with (?:life|my life|it all|everything))|keep (?:going|on){END}",
    rf"keep (?:living|being alive|breathing|existing)|continue{END}|continue (?:living|to live|like this)",
    rf"be (?:here|around){END}|be (?:here|around) on|be on this (?:earth|planet)|be in this world|be a part of this world",
    r"wake up(?: (?:tomorrow|again|anymore|ever|ever again|in the morning|one day|from|at all|next))*"
    r"(?=$| (?:and|but|because|i|to this)\b)",
    r"(?:see|face|live through|have) (?:another (?:day|morning|year|night)|tomorrow|the (?:next|new) (?:day|morning|year))",
    rf"survive{END}|stay alive|breathe anymore|grow old{END}|have been born|have (?:ever )?been born",
)
GONE = any_of(
    r"dead|gone(?= forever| for good|$| too)|(?:never|not) (?:born|alive|around|existing)|not (?:even )?(?:here|around)",
    rf"no longer (?:here|alive|around)|never here|out of (?:the picture|this world)|asleep forever|invisible{END}",
)
VANISH = any_of(
    rf"disappear(?=$| forever| for good| completely| from (?:this|the) (?:world|earth|planet)|{AGAIN}$)|vanish{END}",
    rf"cease to exist|not exist|stop (?:existing|living|being alive|breathing)|fade away|be no more|not be (?:alive|born)",
    rf"not be here{END}|not (?:be|live|go on|exist|wake up){END}|not wake up|never (?:wake up|have been born|be born)",
    r"leave this (?:world|life|earth|planet)|(?:be|go) (?:gone|away) (?:forever|for good)|give up on (?:life|living)",
    r"(?:go to )?sleep (?:forever|for ever|and (?:never|not) (?:ever )?wake)|close my eyes (?:forever|and never|and not)",
    r"(?:go to|fall a?) ?(?:sleep|asleep) (?:and|forever|so i)(?: \w+){0,3} (?:never|not|no longer|forever)(?: \w+)? ?wake\w*",
)
FATE = any_of(
    r"died|was dead|were dead|am dead|disappeared|vanished|(?:was|were|am) gone|killed myself|(?:was|were) not (?:here|alive|around)",
    r"never woke up|did not wake up|ended it|stopped existing|did not exist|never existed|(?:was|were) never (?:born|here)",
    r"(?:was|were) (?:just )?to (?:die|disappear)|do not wake up|had never been born|am not (?:here|around)|die",
)


def _outright() -> Iterator[str]:
    yield rf"\b(?:{LETHAL}) {OWN}\b"
    yield rf"\b{LEAN}{SOFTLY} (?:{HARM}) {OWN}\b(?! (?:out of|by (?:working|running|lifting)|at|short|off|some|a)\b)"
    yield rf"\b(?:end|ends|ending|ended|take|takes|taking|took|taken|ending) {WHOSE} (?:life|lives|live)\b(?! (?:back|savings|in|into|seriously|to the|story|long|as|for granted|insurance))"
    yield r"\bend(?:ing)? it all\b"
    yield rf"(?<!you )(?<!we )\b{LEAN}{SOFTLY} (?:die|dying|be dead|being dead|be killed)\b(?! (?:my|hard|on (?:a|that) hill|laughing|happy|at home|peacefully|in the (?:game|film|movie|show|next)|again in)\b)"
    yield r"\bsuicid(?:e|al|es)\b|\bself (?:harm|injur|mutilat|destruct)\w*\b"
    yield rf"\b{LEAN}{SOFTLY} (?:overdos(?:e|ing)|o d\b|take an overdose|drink(?:ing)? (?:bleach|poison|antifreeze))"
    yield rf"\b{LEAN}{SOFTLY} (?:tak|swallow|down)(?:e|ing)? (?:all|a whole|the whole|every|a bunch|a handful|too many|a bottle|an entire|the entire|enough|a lot)(?: of)?(?: (?:my|the|these|those|his|her|them))?(?: (?:bottle|box|pack|packet|jar)(?: of)?)?(?: (?:my|the|these))? ?{DRUGS}"
    yield rf"\b(?:slit|slash|cut|slic|carv|open)(?:e|es|s|ed|ting|ing|ting)? (?:open )?(?:both )?{WHOSE} (?:wrists?|veins?|arteries|throat)\b"
    yield rf"\b(?:cutting|slicing|slashing|carving|burning) {WHOSE} (?:arms?|legs?|thighs?|skin|stomach)\b{ACCIDENT}"
    yield r"\b(?:gun|pistol|rifle|blade|knife|razor) (?:is |pressed )?(?:to|in|against|at|up to) my (?:own )?(?:head|mouth|temple|throat|wrists?|chest|heart)\b"
    yield r"\b(?:noose|rope) (?:is )?(?:ready|around my neck|tied|in my (?:hands?|room|closet))|\btie a noose"
    yield r"\b(?:suicide|goodbye) (?:note|letter)s?(?=$| (?:and|to (?:my|the|everyone|everybody))\b)"


def _subject_acts() -> Iterator[str]:
    who = any_of("i", HUMAN)
    high = r"(?:bridge|roof|building|balcony|cliff|ledge|window|overpass|tower|top floor|edge|platform|rooftop)"
    yield rf"\b{who}\b{DOING}(?: {LEAN})?{SOFTLY} jump(?:ing)? (?:off|from|out)(?: of)? (?:a|the|this|that|my|our|her|his) (?:\w+ )?{high}\b"
    yield rf"\b{who}\b{DOING}(?: {LEAN})? (?:throw(?:ing)? myself|jump(?:ing)?|step(?:ping)?|walk(?:ing)?|run(?:ning)?|lie|lying|lay|driv(?:e|ing)|crash(?:ing)?)(?: (?:down|out|my car|the car))? (?:in front of|into oncoming|into traffic|on the (?:train )?tracks|onto the (?:train )?tracks|under (?:a|the) (?:train|bus|truck)|off (?:a|the) (?:bridge|cliff|roof|road)|into (?:a|the) (?:tree|wall|river|sea|lake)(?: and (?:never|not|drown))?)"
    yield rf"\bi(?: am)?{DOING} (?:stand|standing|sitting|sit|up) on (?:a|the|this) (?:\w+ )?(?:ledge|railing|bridge|roof|tracks|edge)(?=$| (?:and|right now|now|thinking|wondering|about to|ready|looking down|i)\b)"
    yield r"\b(?:easiest|best|painless|quickest|fastest|least painful|easy|good|peaceful|quick|simplest|surest) (?:way|method)(?: for me| there is)?(?: to| of) (?:die|dying|end (?:it|my)|kill my|commit|not wake up|leave this world)\b"
    yield r"\bhow (?:to|do i|can i|would i|could i|should i|does (?:one|a person)) (?:just )?(?:die|end it|end my life|stop existing|od)\b(?! (?:my|down|the|a|in (?:this|the) game))"
    yield rf"\bhow (?:many|much) (?:\w+ ){{0,3}}{DRUGS}.*\b(?:kill|die|overdose|lethal|fatal|deadly|never wake|not wake|end it)"
    yield rf"\b(?:lethal|fatal|deadly) (?:dose|amount)\b.*\b{DRUGS}"


def _hints() -> Iterator[str]:
    no_wish = r"(?:do|does|did) not (?:(?:even|really|ever|think i|know (?:if|that|why) i|feel like i|particularly|much) )?(?:want|wish|deserve|care|need|feel (?:like|the need)|like|intend|plan|expect|hope|mean)(?: to)?"
    yield rf"\b{no_wish}(?: be)? {LIVING}"
    yield rf"\b{no_wish} (?:living|being alive|existing|going on|waking up|being here{END}|life{END})(?! (?:in|with|near|next|at|here)\b)"
    yield rf"\bnever want(?:ed)? to {LIVING}"
    yield rf"\bwish(?:ed|ing)?(?: that)? (?:i|he|she) (?:was|were|am|could be|could just be|had been|would be|be)(?: \w+)? ?{GONE}"
    yield r"\bwish(?:ed)?(?: that)? (?:i|he|she|god|somebody|someone|something|a (?:car|bus|truck)) (?:had|was|were|would|could|did|will|do)(?: (?:not|never|just|simply|have))* (?:been born|born|exist(?:ed)?|alive|wake up|woken up|waking up|disappear|vanish|die|died|dying|take me|kill(?:ed)? me|hit me|sleep forever|end my life|(?:go to|fall a?) ?(?:sleep|asleep) (?:and|forever)|have to (?:live|exist|be here|wake up))\b"
    yield rf"\bbetter(?: off)? (?:without me(?=$| (?:around|here|in it|anyway|and|i|alive|now)\b)|dead\b|if i (?:{FATE})|when i am (?:gone|dead)|with me (?:dead|gone|out of))"
    yield r"\b(?:i am|i would be|i will be) better off (?:dead|not (?:here|alive|existing))\b"
    yield rf"\b(?:no|any|a|the|much|little|one) (?:point|reason|sense|purpose|use|meaning)(?: left)?(?: (?:in|to|of|for))?(?: me)?(?: (?:to|even|still|in|ever))* (?:liv(?:e|ing){END}|(?:go|going|carry|carrying) on{END}|keep(?:ing)? (?:going|on|living|fighting){END}|(?:be|being) (?:alive|here){END}|exist(?:ing)?|stay(?:ing)? alive|my life|life{END}|continu(?:e|ing){END}|anything{END}|it all{END}|try(?:ing)?{AGAIN}|wak(?:e|ing) up{END}|get(?:ting)? (?:up|out of bed)(?= anymore|$))"
    yield rf"\b(?:life|living|it all|my life)(?: \w+)? (?:is|was|does|has|seems?|feels?)(?: \w+)?(?: not| no longer| hardly| barely)(?: \w+){{0,2}} worth\b|\bnot worth living\b|\b(?:life|living) (?:is|seems|feels|has become)(?: \w+)? (?:pointless|meaningless|unbearable|hopeless)"
    yield rf"\b(?:nothing|nobody|no one|not much|little|no reason)(?: (?:left|more|else))?(?: for me)?(?: to)? live for\b|\bhave nothing left{END}"
    yield rf"\b(?:tired|sick|weary|exhausted|done|finished|through|fed up|bored|had enough)(?: (?:of|with|from|by))?(?: \w+)? (?:living{END}|life{END}|being alive|existing|my life{END}|living (?:this|like|a)|waking up every|existence|this (?:life|world){END}|fighting to (?:live|stay))"
    yield rf"\b(?:can|could) not(?: (?:just|really|possibly|even|simply))? (?:go on|carry on|keep going|live like this|live with (?:this|myself|the (?:pain|guilt))|(?:stand|bear|face|take) (?:life|living|being alive|another day)|keep (?:living|existing))(?={AGAIN}*$|{AGAIN}*{END})"
    yield r"\bcan not (?:take|do|bear|stand|handle|face|cope with|endure|deal with) (?:it|this|life|living|things|everything|any of this|the pain)(?: all)? (?:anymore|any longer|much longer)$|\bcan not cope (?:anymore|any longer)"
    yield r"\bhow much (?:longer|more)(?: of this)? i can (?:take|go on|do|stand|hold|bear|keep|cope|last|live)\b|\b(?:not (?:think|believe|know (?:how|if|whether))|doubt) i (?:can|will) (?:go on|keep going|carry on|live like this|keep living|make it through the night|survive (?:this|the night|another))"
    yield rf"\b(?:nobody|who|anyone|anybody|no person|not a soul|they|everybody|everyone|people)(?: (?:would|will|could|should|even|really|ever|to|not|would not|probably|actually))* (?:miss|notice|care|mind|cry|be (?:happier|sad|relieved|glad|fine|happy))(?: me)?(?: (?:if|when|once) i (?:{FATE})| if something happened to me)"
    yield r"\b(?:nobody|who|(?:would|will|does) (?:anyone|anybody))(?: (?:would|will|even|really|ever))* miss me(?=$| (?:anyway|and|if|when|at all|i)\b)"
    yield rf"\bif i (?:just |ever )?(?:{FATE})\b.*\b(?:nobody|anyone|anybody|everyone|everybody|who would|better|they would|would (?:you|he|she|they)|no person)\b"
    yield r"\bi (?:am|feel(?: like)?|have become|know i am|would be)(?: (?:just|such|only|nothing but|like|really|nothing more than|always|i am|becoming|being))* a (?:burden|waste of (?:space|air|oxygen))\b"
    yield rf"\b(?:want|wish|need|like|love|prefer|hope|hoping|pray|praying|rather|try|trying)(?: i)?(?: (?:to|could|can|that|i|will|would|just|simply|really|only|may))* {VANISH}"
    yield r"\b(?:hope|pray|praying|hoping|wish)(?: (?:to god|that|every night|god))* i (?:do not|never|will not|would not|did not) (?:ever )?wake up\b"
    yield r"\bwant(?: \w+)? (?:it all|everything|the (?:pain|hurting|suffering|voices)|my (?:life|pain|suffering)|all of (?:this|it)|all this|this (?:pain|life|suffering)) to (?:just )?(?:stop|end|be over|go away|finish)\b|\bmake (?:the pain|it all|all of this) (?:stop|end|go away)\b"
    yield rf"\b(?:want|going|ready|need|time|like|try)(?:ed|ing)? to (?:just )?end (?:it|things|everything|this){END}|\b(?:thinking|thought) (?:of|about) (?:just )?ending (?:it|things|everything){END}"
    yield r"\b(?:think|thinks|thinking|thought|thoughts|dreaming|obsessed|fantasi[sz]ing)(?: (?:a lot|all the time|constantly|lately|often|more and more))? (?:about|of|with) (?:dying|death|my (?:own )?death|being dead|not being (?:here|alive|around)|not existing|how i would die|ending)(?=$| (?:a lot|all the time|again|lately|and|every|often|constantly|more|today|at night|now)\b)"
    yield rf"\b(?:hate|despise|loathe) (?:being alive|living{END}|my life{END}|myself{END}|existing|waking up every)"
    yield rf"\b(?:give|giving|gave|given) up on (?:life|living|myself|everything){END}|\b(?:lost|losing|no|lack) (?:the |my |any |all )?(?:will|desire|wish) to (?:live|go on|be alive)\b|\b(?:lost all|no|any|lost|there is no) hope(?: (?:left|anymore|for me|in life))+{END}"
    yield rf"\b(?:see|seeing|is|there is|find) (?:no|not any) (?:way out|other way out|future for me|future){END}|\bnot see (?:a|any|another) (?:way out|future(?: for me)?){END}|\bonly way out\b"
    yield r"\bfeel(?:ing|s)?(?: \w+)? (?:hopeless|worthless|suicidal)(?=$| (?:and|lately|all|every|today|i|these)\b)"
    yield r"\b(?:should|shall|was|am|were) (?:never|not)(?: (?:meant|supposed) to)? (?:have been born|be alive|have been alive|be (?:on|in) this (?:earth|world))"
    yield r"\b(?:ready|prepared) to (?:die|leave this (?:world|life)|meet my maker|be with (?:him|her|them) in heaven)\b|\b(?:does|will|would|is) it (?:hurt|be painful|painful) to (?:die|hang|drown|bleed)"
    yield r"\b(?:last|final) (?:day|night|hours?) (?:alive|on (?:this )?earth|of my life)\b|\bgoodbye (?:cruel )?world\b|\bsay(?:ing)? (?:my )?(?:last |final )?goodbyes?(?: to (?:everyone|everybody|my (?:family|kids|children)))? (?:forever|for good|for the last time|before i (?:go|die))\b|\bnot be (?:around|alive|here) (?:much longer|for (?:much )?long)\b"


def _wounds() -> Iterator[str]:
    yield rf"\bi\b{DOING} (?:hurt|harmed|cut) myself\b{ACCIDENT}"
    yield rf"\b{HUMAN}{DOING} (?:cuts|cutting|harms|harming|harmed|burns) (?:himself|herself|themsel\w+)\b{ACCIDENT}"
    yield rf"\bi\b{DOING} cut {WHOSE} (?:arms?|legs?|thighs?)\b{ACCIDENT}"


RULES = (
    *(Rule("self_harm", "explicit", pattern, deniable=True) for pattern in _outright()),
    *(Rule("self_harm", "explicit", pattern) for pattern in _subject_acts()),
    *(Rule("self_harm", "passive", pattern, deniable=False) for pattern in _hints()),
    *(Rule("self_harm", "passive", pattern) for pattern in _wounds()),
)
