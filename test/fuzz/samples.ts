/** Good answers and events of RingCentral's, to be spoiled. The words and numbers in them are those of said-nothing.ts. */
export const record = {
  id: "3062991514017",
  uri: "https://platform.ringcentral.com/restapi/v1.0/account/1/extension/2/message-store/3062991514017",
  type: "SMS",
  direction: "Inbound",
  from: { phoneNumber: "+14155550121", name: "Alice Nguyen", location: "San Francisco, CA" },
  to: [
    { phoneNumber: "+16505550100", target: true, messageStatus: "Received" },
    { phoneNumber: "+16505550103", name: "Ben" },
  ],
  creationTime: "2026-03-02T08:00:00.000Z",
  lastModifiedTime: "2026-03-02T08:00:01.000+0000",
  readStatus: "Unread",
  subject: "the quick brown words",
  messageStatus: "Received",
  availability: "Alive",
  conversation: { id: "8234962969801171948" },
  attachments: [
    { id: "3062991514017", type: "Text", contentType: "text/plain" },
    { id: 5, type: "MmsAttachment", contentType: "image/jpeg", size: 461_020, uri: "/restapi/v1.0/content/5" },
  ],
};

export const instantEvent = {
  uuid: "6242343638330007102",
  event: "/restapi/v1.0/account/1/extension/2/message-store/instant?type=SMS",
  timestamp: "2026-03-02T08:00:00.100Z",
  subscriptionId: "7e4a7486-8df9-4195-8aef-b8d81d3345f6",
  ownerId: "2",
  body: record,
};

export const syncBody = {
  uri: "https://platform.ringcentral.com/restapi/v1.0/account/1/extension/2/message-sync",
  records: [record, { id: 7, availability: "Deleted" }],
  syncInfo: {
    syncType: "ISync",
    syncToken: "secret-token-value",
    syncTime: "2026-03-02T08:00:02.000Z",
    olderRecordsExist: true,
  },
};

export const listBody = {
  records: [record],
  paging: { page: 1, perPage: 250, totalPages: 1, totalElements: 1 },
  navigation: { firstPage: { uri: "x" } },
};

export const extensionBody = {
  id: 62_989,
  extensionNumber: "101",
  name: "Alice Nguyen",
  contact: { firstName: "Alice", lastName: "Nguyen", company: "Harbor" },
  regionalSettings: { homeCountry: { isoCode: "US" } },
};

export const numbersBody = {
  records: [
    {
      id: 33_330_001,
      phoneNumber: "+14155550121",
      type: "VoiceFax",
      usageType: "DirectNumber",
      status: "Normal",
      label: "Desk",
      primary: true,
      features: ["SmsSender", "MmsSender"],
    },
  ],
  navigation: {},
};

export const campaignBody = {
  phoneNumberId: "33330001",
  phoneNumber: "+14155550121",
  smsCampaignInfo: { id: "70001", status: "Confirmed", registrationTier: "LowVolume", useCases: ["CUSTOMER_CARE"] },
  smsBrandInfo: { id: "60001", status: "Confirmed" },
};

export const contactsBody = {
  records: [
    {
      id: "9",
      firstName: "Alice",
      lastName: "Nguyen",
      status: "Enabled",
      mobilePhone: "+14155550121",
      extensionNumber: "102",
      phoneNumbers: [{ phoneNumber: "+14155550121", type: "VoiceFax", hidden: false }],
    },
  ],
  navigation: {},
};

export const tokenBody = {
  access_token: "secret-token-value",
  token_type: "bearer",
  expires_in: 3600,
  refresh_token: "secret-token-value",
  refresh_token_expires_in: 604_800,
  owner_id: "2",
};

export const errorBody = {
  errorCode: "InvalidParameter",
  message: "Parameter [to] value +14155550121 is invalid",
  errors: [
    { errorCode: "CMN-101", message: "the quick brown words", parameterName: "to", parameterValue: "+14155550121" },
  ],
  error: "invalid_grant",
  error_description: "secret-token-value",
};
