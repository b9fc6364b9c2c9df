// Package handler hands ports over in requests and responses, to nobody who binds them.
package handler

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
)

type config struct{ Target string }

func freed() string {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close()
	return l.Addr().String()
}

// The handler dials.
func proxy(w http.ResponseWriter, r *http.Request) {
	var c config
	json.NewDecoder(r.Body).Decode(&c)
	if _, err := net.Dial("tcp", c.Target); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func dialled() int {
	b, _ := json.Marshal(config{Target: freed()})
	w := httptest.NewRecorder()
	proxy(w, httptest.NewRequest("POST", "/", bytes.NewReader(b)))
	return w.Code
}

// It binds what another header says, or another request.
func start(w http.ResponseWriter, r *http.Request) {
	go http.ListenAndServe(r.Header.Get("X-Listen"), nil)
}

func otherHeader() {
	r := httptest.NewRequest("POST", "/", nil)
	r.Header.Set("X-Target", freed())
	start(httptest.NewRecorder(), r)
}

func otherRequest() {
	dead, r := httptest.NewRequest("POST", "/", nil), httptest.NewRequest("POST", "/", nil)
	dead.Header.Set("X-Listen", freed())
	start(httptest.NewRecorder(), r)
}

// The socket is open when the handler tells of it.
func tell(w http.ResponseWriter, _ *http.Request) {
	l, _ := net.Listen("tcp", "localhost:0")
	defer l.Close()
	go http.Serve(l, nil)
	fmt.Fprintln(w, l.Addr())
}

// The response is compared.
func dead(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, freed()) }

func compared() bool {
	w := httptest.NewRecorder()
	dead(w, nil)
	return strings.HasPrefix(w.Body.String(), "127.")
}

// The request goes to another process.
func sent() error {
	r, err := http.NewRequest("POST", "http://example.com", strings.NewReader(freed()))
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(r)
	return err
}
