package disclosure

// Rule is one rule: what it says, why, and the check. `candor explain`,
// docs/rules.md and the help in SARIF come from it.
type Rule struct {
	ID string
	// Severity is the gravest a finding of the rule has by itself. Off means
	// that only a profile or the configuration switches the rule on.
	Severity Severity
	Since    string // first candor version that has the rule
	Title    Text   // one line
	Why      Text   // why it matters to the people who use the app
	LooksAt  Text   // what is compared, and where the rule stays silent
	Remedy   Text   // what to do
	Before   string // an example that gives a finding
	After    string // the same, put right
	Cites    []string

	// silence is true where a finding rests on the document not saying
	// something. Where part of the document was lost, it is for review.
	silence bool
	check   func(*facts) []Finding
}

// Rules lists every rule in the order reports show findings of one severity.
func Rules() []Rule {
	return []Rule{
		permissionUndisclosed(),
		permissionDenied(),
		permissionBroader(),
		permissionPurpose(),
		permissionRefusal(),
		permissionConsent(),
		permissionUnused(),
		permissionNotRequested(),
		sdkUndisclosed(),
		sdkDenied(),
		sdkPurpose(),
		sdkScope(),
		sdkInstitution(),
		sdkMethod(),
		sdkWebsite(),
		sdkField(),
		sdkScopeUnderstated(),
		sdkScopeUnseen(),
		sdkNotFound(),
		dataUndisclosed(),
		dataDenied(),
		policyNotForApp(),
		policyContradictsItself(),
		policyOpenEnded(),
		policyLanguagesDisagree(),
		policyElement(),
		appHiddenCode(),
		appNotRead(),
	}
}

// LookupRule finds a rule by its id.
func LookupRule(id string) (Rule, bool) {
	for _, r := range Rules() {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}
