//go:build unix

package rounds

import (
	"regexp"
	"strconv"

	"github.com/sockvet/sockvet/internal/prove/holder"
)

var (
	number  = regexp.MustCompile(`\b\d{4,5}\b`)
	address = regexp.MustCompile(`(\b\d+\.\d+\.\d+\.\d+|\]|\blocalhost):\d{4,5}\b`)
)

// Mask writes N for each port that events have, and for what is one by its looks, so that
// a text is the same in each run.
func Mask(text string, events []holder.Event) string {
	ports := map[string]bool{}
	for _, e := range events {
		if port := e.Port(); port != 0 {
			ports[strconv.Itoa(int(port))] = true
		}
	}
	text = address.ReplaceAllString(text, "$1:N")
	return number.ReplaceAllStringFunc(text, func(n string) string {
		if ports[n] {
			return "N"
		}
		return n
	})
}
