package permission

import (
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// answers are what this room asks of a sentence again and again.
type answers struct {
	runs         []document.Span                // of each mention, the list it stands in; see run
	classing     sentence.Answered[bool]        // see elsewhere
	droppedBack  sentence.Answered[int]         // see dropped
	refused      sentence.Answered[rule.ID]     // see statesRefusal
	consequences sentence.Answered[[]words.Cue] // see findConsequences
	howTo        sentence.Answered[int]         // see tellsHow
	onRefusal    sentence.Answered[int]         // see onceRefused
	read         map[readName]reading           // see reads
}
