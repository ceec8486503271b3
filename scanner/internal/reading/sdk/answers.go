package sdk

import (
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
)

// answers are what this room asks of a sentence again and again.
type answers struct {
	ofUs    sentence.Answered[bool]                // see firstPerson
	takenUp sentence.Answered[[][]int32]           // see acts
	quoted  sentence.Answered[[]sentence.NamedSDK] // see quotedAsSDK
}
