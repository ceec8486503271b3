package policy

// sdkAnswers are what this room asks of a sentence again and again.
type sdkAnswers struct {
	ofUs    answered[bool]      // see firstPerson
	takenUp answered[[][]int32] // see acts
}
