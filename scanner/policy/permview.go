package policy

// permAnswers are what this room asks of a sentence again and again.
type permAnswers struct {
	runs         []span               // of each mention, the list it stands in; see run
	classing     answered[bool]       // see elsewhere
	droppedBack  answered[int]        // see dropped
	refused      answered[bool]       // see statesRefusal
	consequences answered[[]cue]      // see findConsequences
	howTo        answered[int]        // see tellsHow
	onRefusal    answered[int]        // see onceRefused
	read         map[readName]reading // see reads
}
