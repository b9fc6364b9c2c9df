// Package gomega is what tests need of github.com/onsi/gomega: assertions that
// read like sentences.
package gomega

type Assertion struct{ subject any }

type Matcher func(subject any) bool

func Expect(subject any) Assertion { return Assertion{subject} }

func (a Assertion) To(m Matcher)    { check(m(a.subject)) }
func (a Assertion) NotTo(m Matcher) { check(!m(a.subject)) }

func HaveOccurred() Matcher { return func(subject any) bool { return subject != nil } }
func Succeed() Matcher      { return func(subject any) bool { return subject == nil } }

func check(ok bool) {
	if !ok {
		panic("not as expected")
	}
}
