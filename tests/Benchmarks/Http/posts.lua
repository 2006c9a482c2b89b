-- Sends the bodies of the file REQUESTS one after the other: each line is 1 (a banner answers) or 0, a tab, and the body.
local posts, at = {}, 0

function init()
  for line in io.lines(os.getenv("REQUESTS")) do
    local headers = { ["Content-Type"] = "application/json" }
    if line:sub(1, 1) == "1" then headers["X-Match"] = "1" end
    posts[#posts + 1] = wrk.format("POST", nil, headers, line:sub(3))
  end
end

function request()
  at = at % #posts + 1
  return posts[at]
end
