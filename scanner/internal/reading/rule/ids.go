package rule

// The ids of data/rules.yaml, by what they claim.
const (
	RowTable     ID = "row/table"
	RowSideways  ID = "row/sideways-table"
	RowBareTable ID = "row/table-without-head"
	RowLabels    ID = "row/labels"
	RowListItem  ID = "row/list-item"
	RowSentence  ID = "row/sentence"
	RowGoesOn    ID = "row/goes-on"

	ItemVerb    ID = "item/verb"
	ItemInList  ID = "item/in-list"
	ItemGoesOn  ID = "item/goes-on"
	ItemOwner   ID = "item/owner"
	ItemLogin   ID = "item/login"
	ItemLeftOut ID = "item/left-out"
	ItemNamed   ID = "item/named"
	ItemTakenUp ID = "item/taken-up"
	ItemDefined ID = "item/defined"
	ItemForm    ID = "item/form"

	DenialItem     ID = "denial/item"
	DenialSDK      ID = "denial/sdk"
	DenialCategory ID = "denial/category"
	DenialAllSDKs  ID = "denial/all-sdks"

	GroupSentence  ID = "group/sentence"
	GroupDenied    ID = "group/denied"
	GroupHeading   ID = "group/heading"
	GroupTitle     ID = "group/title"
	GroupLabel     ID = "group/label"
	GroupLabelNo   ID = "group/label-denied"
	GroupEntry     ID = "group/entry"
	GroupCell      ID = "group/cell"
	GroupRun       ID = "group/run"
	GroupAnswerYes ID = "group/answer-yes"
	GroupAnswerNo  ID = "group/answer-no"

	PurposeClause   ID = "purpose/clause"
	PurposeOccasion ID = "purpose/occasion"
	PurposeLabel    ID = "purpose/label"
	PurposeValue    ID = "purpose/value"

	RefusalIfRefused   ID = "refusal/if-refused"
	RefusalLack        ID = "refusal/lack"
	RefusalWithoutIt   ID = "refusal/without-it"
	RefusalConsequence ID = "refusal/consequence"
	RefusalAfterOffer  ID = "refusal/after-offer"
	RefusalOfList      ID = "refusal/of-list"
	RefusalCell        ID = "refusal/cell"
	RefusalOfClass     ID = "refusal/of-class"

	ConsentAsked   ID = "consent/asked"
	ConsentOfList  ID = "consent/of-list"
	ConsentCell    ID = "consent/cell"
	ConsentOfClass ID = "consent/of-class"

	ElementWords   ID = "element/words"
	ElementBelow   ID = "element/below-heading"
	ElementAddress ID = "element/address"
	ElementCompany ID = "element/company"

	CoversScope ID = "covers/scope"
	Conflict    ID = "conflict/statements"
	OpenList    ID = "open-list/list"
	Versions    ID = "versions/differ"
)
