package summary

import (
	"fmt"
	"strings"
)

// A Condition is what a function asks of something that its callers pass, before it
// comes to some point: that it is a constant, or that it is not. Where a call passes
// another constant, the function does not come there.
type Condition struct {
	At    Place  // the parameter, or a field of it; nowhere if there is no condition
	Value string // the constant; of truth values, "true"
	Equal bool
}

// Given reports whether c holds if another condition does; known is false if that does not
// tell.
func (c Condition) Given(other Condition) (holds, known bool) {
	switch {
	case c.Value == "nil" && other.At.isBelow(c.At):
		return !c.Equal, true // what has fields is not nil
	case c.At != other.At:
		return false, false
	case c.Value == other.Value:
		return c.Equal == other.Equal, true
	}
	return !c.Equal, other.Equal
}

// encodeConditions returns the words for conditions, but for those on text that would not
// be one word.
func encodeConditions(conditions []Condition) string {
	var words string
	for _, c := range conditions {
		is := "!="
		if c.Equal {
			is = "="
		}
		if !strings.ContainsAny(c.Value, " ;") {
			words += " when " + encodePlace(c.At, Itself) + is + c.Value
		}
	}
	return words
}

func decodeCondition(word string) (Condition, error) {
	at, value, ok := strings.Cut(word, "=")
	if !ok {
		return Condition{}, fmt.Errorf("no condition: %q", word)
	}
	at, unequal := strings.CutSuffix(at, "!")
	p, _, err := decodePlace(at)
	return Condition{p, value, !unequal}, err
}
